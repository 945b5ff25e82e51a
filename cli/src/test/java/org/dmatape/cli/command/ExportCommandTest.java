// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.dmatape.cli.Cli;
import org.dmatape.cli.Tapes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExportCommandTest {

    @TempDir
    private static Path folder;

    private static String bugs;

    @BeforeAll
    static void importRecording() {
        bugs = Tapes.of("bugs-612", folder);
    }

    @Test
    void parquetHoldsEveryRowInTheOrderOfTheTape() throws SQLException {
        String out = export("parquet-whole", "parquet");

        assertThat(sql("SELECT string_agg(event_id, ' ') FROM '" + out + "/dma_op/*.parquet'"))
                .isEqualTo(tape("SELECT string_agg(event_id, ' ') FROM dma_op"));
        assertThat(sql("SELECT sum(lifetime_ns) FROM '" + out + "/mapping/*.parquet'"))
                .isEqualTo(tape("SELECT sum(lifetime_ns) FROM mapping"));
    }

    @Test
    void parquetHasNoUnsignedNumbersAndKeepsEveryBit() throws SQLException {
        String out = export("parquet-types", "parquet");

        assertThat(sql("SELECT count() FROM (DESCRIBE FROM '" + out + "/*/*.parquet') WHERE column_type LIKE 'U%'"))
                .isEqualTo("0");
        assertThat(sql("SELECT lower(to_hex(min(virt_addr))) FROM '" + out + "/dma_op/*.parquet' WHERE virt_addr < 0"))
                .isEqualTo(tape(
                        "SELECT substr(hex(min(virt_addr)), 3) FROM dma_op WHERE virt_addr >= 0x8000000000000000"));
    }

    @Test
    void keysPartitionALakeOfManyTapes() throws SQLException {
        String out = export("lake", "parquet", "--key", "night=2026-11-21", "--key", "host=lab1", "--table", "dma_op");
        export("lake", "parquet", "--key", "night=2026-11-22", "--key", "host=lab1", "--table", "dma_op");

        assertThat(Path.of(out, "dma_op/night=2026-11-22/host=lab1/bugs-612.parquet"))
                .isRegularFile();
        assertThat(sql("SELECT count(DISTINCT night) || ' ' || count(DISTINCT host) FROM read_parquet('" + out
                        + "/dma_op/*/*/*.parquet', hive_partitioning = true)"))
                .isEqualTo("2 1");
        assertThat(Cli.run(
                                "export",
                                bugs,
                                "--to",
                                "parquet",
                                "-o",
                                out,
                                "--key",
                                "night=2026-11-22",
                                "--key",
                                "host=lab1",
                                "--table",
                                "dma_op")
                        .messages())
                .contains("exists already; nothing was written");
    }

    @Test
    void csvHasAddressesInHexadecimal() throws IOException {
        String out = export("csv", "csv", "--table", "dma_op");

        try (Stream<String> lines = Files.lines(Path.of(out, "dma_op/bugs-612.csv"))) {
            List<String> first = lines.limit(2).toList();
            assertThat(first.getFirst()).startsWith("event_id,ts_ns,cpu,pid,comm,context,device,op,api,dma_addr,");
            assertThat(first.getLast()).contains(",0x");
        }
        assertThat(Path.of(out).toFile().list()).containsExactly("dma_op");
    }

    @Test
    void aTraceForPerfettoCanBeAPartOfTheTape() throws IOException {
        Path whole = folder.resolve("whole.perfetto");
        Path part = folder.resolve("part.perfetto");

        assertThat(Cli.run("export", bugs, "--to", "perfetto", "-o", whole.toString())
                        .exitCode())
                .isZero();
        assertThat(Cli.run(
                                "export",
                                bugs,
                                "--to",
                                "perfetto",
                                "-o",
                                part.toString(),
                                "--device",
                                "virtio0",
                                "--until",
                                "1s")
                        .exitCode())
                .isZero();

        assertThat(Files.size(part)).isPositive().isLessThan(Files.size(whole));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--to parquet -o OUT --key Night=1            | cannot be a key",
                "--to parquet -o OUT --key night=../x         | cannot be the value of key night",
                "--to parquet -o OUT --key device=x           | table dma_op has that column",
                "--to csv -o OUT --table nothing_like_it      | there is no table 'nothing_like_it'",
                "--to csv -o OUT --cpu 0                      | tables are exported whole",
                "--to perfetto -o OUT --table dma_op          | a Perfetto trace is one file",
                "--to perfetto -o OUT --device nothing        | no such device",
                "--to excel -o OUT                            | is none of parquet, csv, perfetto",
            })
    void whatCannotBeIsAUsageErrorAndWritesNothing(String arguments, String message) {
        Path out = folder.resolve("nothing");
        String[] words = ("export " + bugs + " " + arguments.replace("OUT", out.toString())).split(" +");

        Cli.Result result = Cli.run(words);

        assertThat(result.messages()).contains(message);
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(out).doesNotExist();
    }

    private static String export(String name, String format, String... more) {
        String out = folder.resolve(name).toString();
        String[] arguments = Stream.concat(Stream.of("export", bugs, "--to", format, "-o", out), Stream.of(more))
                .toArray(String[]::new);
        Cli.Result result = Cli.run(arguments);
        assertThat(result.messages()).isEmpty();
        assertThat(result.exitCode()).isZero();
        return out;
    }

    private static String tape(String query) {
        return Cli.run("query", bugs, "--sql", query)
                .text()
                .lines()
                .skip(1)
                .findFirst()
                .orElseThrow();
    }

    private static String sql(String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }
}
