// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.types.pojo.Field;
import org.dmatape.cli.Cli;
import org.dmatape.cli.Tapes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryCommandTest {

    private static final String DOUBLE_MAPS =
            "SELECT device, op, dma_addr, size FROM dma_op WHERE event_id IN (531, 533)" + " ORDER BY event_id";

    @TempDir
    private static Path folder;

    private static String bugs;

    @BeforeAll
    static void importRecording() {
        bugs = Tapes.ofTrace("bugs-612", folder);
    }

    @Test
    void answersSqlAsATable() {
        Cli.Result result = Cli.run("query", bugs, "--sql", DOUBLE_MAPS, "--format", "table");

        assertThat(result.exitCode()).isZero();
        assertThat(result.text()).isEqualTo("""
                device        op    dma_addr  size
                ------------  ---  ---------  ----
                0000:00:03.0  map  0xffff000  1024
                0000:00:03.0  map  0xfffe000  1024
                """);
    }

    @Test
    void whereNoTerminalIsTheAnswerIsCsv() {
        assertThat(Cli.run("query", bugs, "--sql", DOUBLE_MAPS).text())
                .startsWith("device,op,dma_addr,size\r\n0000:00:03.0,map,0x");
    }

    @ParameterizedTest
    @CsvSource({"csv", "table", "arrow"})
    void timingsTellOnStandardErrorWhatTheAnswerTook(String format) {
        Cli.Result result = Cli.run("query", bugs, "--sql", DOUBLE_MAPS, "--format", format, "--timings");

        assertThat(result.messages())
                .matches("timings: open \\d+\\.\\d{3} s, load \\d+\\.\\d{3} s, answer \\d+\\.\\d{3} s, 2 rows,"
                        + " peak memory \\d+ MiB\n");
        assertThat(result.data().toByteArray())
                .isEqualTo(Cli.run("query", bugs, "--sql", DOUBLE_MAPS, "--format", format)
                        .data()
                        .toByteArray());
    }

    @Test
    void aStatementThatWritesAFileHasDoneItsWork() {
        Path file = folder.resolve("maps.parquet");
        String copy = "COPY (FROM dma_op WHERE op = 'map') TO '" + file + "'";

        assertThat(Cli.run("query", bugs, "--sql", copy).exitCode()).isEqualTo(2);
        Cli.Result written = Cli.run("query", bugs, "--allow-files", "--sql", copy);

        assertThat(written.exitCode()).isZero();
        assertThat(written.text()).isEmpty();
        assertThat(Cli.run("query", bugs, "--allow-files", "--sql", "SELECT count() AS maps FROM '" + file + "'")
                        .text())
                .isEqualTo("maps\r\n154\r\n");
    }

    @Test
    void aParameterWithoutADefaultHasToBeGiven() {
        Cli.Result empty = Cli.run("query", bugs, "address-history");

        assertThat(empty.exitCode()).isEqualTo(2);
        assertThat(empty.messages())
                .isEqualTo("dmatape: query address-history needs a value for its parameter 'address': DMA address\n");
        assertThat(Cli.run("query", bugs, "address-history", "-p", "address=0xfffb000")
                        .text())
                .contains("0xfffb000");
    }

    @Test
    void arrowComesWithTheTypesOfTheColumns() throws IOException {
        Cli.Result result = Cli.run("query", bugs, "--sql", DOUBLE_MAPS, "--format", "arrow");

        try (RootAllocator allocator = new RootAllocator();
                ArrowStreamReader reader = new ArrowStreamReader(
                        new ByteArrayInputStream(result.data().toByteArray()), allocator)) {
            assertThat(reader.loadNextBatch()).isTrue();
            assertThat(reader.getVectorSchemaRoot().getRowCount()).isEqualTo(2);
            assertThat(reader.getVectorSchemaRoot()
                            .getSchema()
                            .findField("dma_addr")
                            .getType())
                    .hasToString("Int(64, false)");
        }
    }

    @Test
    void everyStatementIsAnswered() {
        String both = "CREATE TEMP TABLE two AS SELECT 2 AS b; SELECT 1 AS a; FROM two;";

        assertThat(Cli.run("query", bugs, "--sql", both).text()).isEqualTo("a\r\n1\r\n\r\nb\r\n2\r\n");
        assertThat(Cli.run("query", bugs, "--sql", both, "-f", "jsonl").text()).isEqualTo("{\"a\":1}\n{\"b\":2}\n");
        assertThat(Cli.run("query", bugs, "--sql", "CREATE TEMP TABLE t AS SELECT 1")
                        .messages())
                .contains("the statement returns no rows");
    }

    @Test
    void severalAnswersInArrowAreStreamsOneAfterTheOther() throws IOException {
        byte[] data = Cli.run("query", bugs, "--sql", "SELECT 1 AS a; SELECT 2 AS b", "--format", "arrow")
                .data()
                .toByteArray();

        ByteArrayInputStream streams = new ByteArrayInputStream(data);
        try (RootAllocator allocator = new RootAllocator()) {
            for (String column : List.of("a", "b")) {
                ArrowStreamReader reader = new ArrowStreamReader(streams, allocator); // closing it would close both
                assertThat(reader.loadNextBatch()).isTrue();
                assertThat(reader.getVectorSchemaRoot().getSchema().getFields())
                        .extracting(Field::getName)
                        .containsExactly(column);
                assertThat(reader.loadNextBatch()).isFalse();
                reader.close(false);
            }
        }
        assertThat(streams.available()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FROM dmaop      | there is no table dmaop; did you mean dma_op",
                "FROM leaked_map | there is no table leaked_map, but a canned query leaked-map (dmatape query TAPE leaked-map)",
                "FROM nothing    | there is no table nothing"
            })
    void aTableThatDoesNotExistIsAnsweredWithThoseThatDo(String sql, String sentence) {
        Cli.Result result = Cli.run("query", bugs, "--sql", sql);

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.messages()).contains(sentence).doesNotContain("pg_");
    }

    @Test
    void answersACannedQueryWithinAFilter() {
        Cli.Result all = Cli.run("query", bugs, "unmap-size-mismatch");
        Cli.Result one = Cli.run("query", bugs, "unmap-size-mismatch", "--to", "18709656480");

        assertThat(all.text().lines()).hasSize(6);
        assertThat(one.text().lines()).hasSize(2);
    }

    @Test
    void takesParameters() {
        assertThat(Cli.run("query", bugs, "leaked-map").text().lines()).hasSize(5);
        assertThat(Cli.run("query", bugs, "leaked-map", "-p", "older=1000")
                        .text()
                        .lines())
                .hasSize(1);
    }

    @Test
    void withoutEvidenceItIsInconclusive() {
        Cli.Result result = Cli.run("query", bugs, "sync-unmapped");

        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.text()).isEmpty();
        assertThat(result.messages()).startsWith("dmatape: sync-unmapped cannot be answered from this tape: no sync");
    }

    @Test
    void sqlOfTheUsersOwnReadsNoFiles() {
        Cli.Result result = Cli.run("query", bugs, "--sql", "SELECT * FROM read_text('/etc/hostname')");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.text()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "double-mop                     | did you mean double-map?",
                "leaked-map -p age=3            | has no parameter 'age'; it has older",
                "leaked-map -p older=old        | 'old'",
                "leaked-map --sql SELECT        | the name of a canned query or --sql",
                "--sql FROM_nowhere             | nowhere",
                "--sql SELECT --cpu 1           | say it in WHERE",
                "--sql SELECT -p a=1            | write the value into the SQL",
            })
    void whatCannotBeIsAUsageError(String arguments, String message) {
        String[] words = ("query " + bugs + " " + arguments).split(" +");

        Cli.Result result = Cli.run(words);

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.messages()).contains(message).doesNotContain("\tat ");
        assertThat(result.text()).isEmpty();
    }

    @Test
    void theCatalogueListsAndDocumentsTheQueries() {
        Cli.Result list = Cli.run("queries", "--kind", "check");
        Cli.Result show = Cli.run("queries", "show", "double-map");

        assertThat(list.text()).startsWith("query,kind,severity,title\r\n").contains("\r\ndouble-map,check,error,");
        assertThat(list.text())
                .doesNotContain(",cost,")
                .isEqualTo(Cli.run("queries", "list", "--kind", "check").text());
        assertThat(show.text())
                .startsWith("double-map (check, severity error)\nThe same memory mapped twice at once\n")
                .contains("\nneeds\n", "\nexamples\n", "\nsql\n");
        assertThat(Cli.run("queries", "show", "double-mop").exitCode()).isEqualTo(2);
    }
}
