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
import java.util.stream.Stream;
import org.dmatape.cli.Cli;
import org.dmatape.cli.Tapes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The shell without a terminal: statements come from standard input.
class SqlCommandTest {

    @TempDir
    private static Path folder;

    private static String bugs;

    @BeforeAll
    static void importRecording() {
        bugs = Tapes.ofTrace("bugs-612", folder);
    }

    @Test
    void answersAreDataInAPipe() {
        Cli.Result result = Cli.runWithInput("""
                SELECT event_id, dma_addr, duration_ns
                FROM dma_op WHERE event_id = 36;
                .mode jsonl
                SELECT 1 AS one; SELECT 2 AS two -- the last semicolon may be missing
                """, "sql", bugs);

        assertThat(result.text())
                .isEqualTo("event_id,dma_addr,duration_ns\r\n36,0xffffb1f8,338738\r\n{\"one\":1}\n{\"two\":2}\n");
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void theFirstMistakeEndsTheRunAndSaysWhere() {
        Cli.Result result = Cli.runWithInput("SELECT 1 AS one;\n\nSELECT\n nothing_like_it;\nSELECT 2;\n", "sql", bugs);

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.text()).isEqualTo("one\r\n1\r\n");
        assertThat(result.messages())
                .startsWith("dmatape: standard input, line 3: ")
                .contains("nothing_like_it");
    }

    @Test
    void aScriptIsReadAndMayLeave() throws IOException {
        Path script = Files.writeString(folder.resolve("script.sql"), "SELECT 1 AS one;\n.quit\nSELECT 2 AS two;\n");
        Path endless = folder.resolve("endless.sql");
        Files.writeString(endless, ".read " + endless + "\n");

        assertThat(Cli.runWithInput(".read " + script + "\nSELECT 3 AS three;\n", "sql", bugs)
                        .text())
                .isEqualTo("one\r\n1\r\n\r\nthree\r\n3\r\n");
        assertThat(Cli.runWithInput(".read " + endless, "sql", bugs).messages()).contains("nested more than");
    }

    @ParameterizedTest
    @ValueSource(strings = {"quit", "exit", ".exit", "\\q", ".quit"})
    void theWordsOfOtherShellsAreUnderstood(String leave) {
        Cli.Result result =
                Cli.runWithInput(".tables\n.timer on\nSELECT 1 AS one;\n" + leave + "\nSELECT 2;\n", "sql", bugs);

        assertThat(result.exitCode()).as(result.messages()).isZero();
        assertThat(result.text()).startsWith("table,kind,what it is\r\n").endsWith("one\r\n1\r\n");
        assertThat(result.messages()).matches("\\d+\\.\\d{3} s, of it \\d+\\.\\d{3} s to load tables\n");
    }

    @Test
    void whatTheUserMakesStaysForTheSession() {
        Cli.Result result = Cli.runWithInput("""
                CREATE TABLE slow AS SELECT * FROM dma_op WHERE duration_ns > to_ns('300 us');
                CREATE VIEW slowest AS SELECT max(duration_ns) AS ns FROM slow;
                FROM slowest;
                """, "sql", bugs);

        assertThat(result.messages()).isEmpty();
        assertThat(result.text()).startsWith("ns\r\n");
    }

    @Test
    void filesAreOutOfReachUnlessTheUserSaysUnsafe() throws IOException {
        Path file = Files.writeString(folder.resolve("names.csv"), "device,owner\n0000:00:01.0,ann\n");
        String sql = "SELECT owner FROM '" + file + "';\nSET threads = 1;\n";

        assertThat(Cli.runWithInput(sql, "sql", bugs).exitCode()).isEqualTo(2);
        Cli.Result unsafe = Cli.runWithInput(sql, "sql", bugs, "--unsafe");
        assertThat(unsafe.messages()).isEmpty();
        assertThat(unsafe.text()).isEqualTo("owner\r\nann\r\n");
    }

    @Test
    void aKeptDatabaseIsWholeAndNeverReplacedByAccident() throws SQLException {
        Path file = folder.resolve("kept.duckdb");
        assertThat(Cli.runWithInput("", "sql", bugs, "--database", file.toString())
                        .exitCode())
                .isZero();

        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT hex(dma_addr) FROM mapping WHERE map_event_id = 36")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).isEqualTo("0xffffb1f8");
        }
        assertThat(Cli.runWithInput("", "sql", bugs, "--database", file.toString())
                        .messages())
                .contains("exists already; --overwrite replaces it");
        assertThat(Cli.runWithInput("", "sql", bugs, "--database", file.toString(), "--overwrite")
                        .exitCode())
                .isZero();
    }

    /// In a container every process may have the same number.
    @Test
    void whatAKilledProcessOfTheSameNumberLeftIsNotInTheWay() throws IOException {
        Path file = folder.resolve("after-a-kill.duckdb");
        Files.createDirectory(folder.resolve(
                ".after-a-kill.duckdb.partial-" + ProcessHandle.current().pid()));

        Cli.Result made = Cli.runWithInput("", "sql", bugs, "--database", file.toString());

        assertThat(made.exitCode()).as(made.messages()).isZero();
        assertThat(file).isRegularFile();
    }

    @Test
    void whatTheShellMakesStaysInAKeptDatabase() throws SQLException, IOException {
        Path kept = Files.createDirectory(folder.resolve("kept"));
        Path file = kept.resolve("mine.duckdb");
        String sql = "CREATE TABLE mine AS SELECT count(*) AS maps FROM mapping;\n";
        assertThat(Cli.runWithInput(sql, "sql", bugs, "--database", file.toString())
                        .exitCode())
                .isZero();

        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT maps FROM mine")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getLong(1)).isPositive();
        }
        try (Stream<Path> left = Files.list(kept)) {
            assertThat(left).containsExactly(file);
        }
    }
}
