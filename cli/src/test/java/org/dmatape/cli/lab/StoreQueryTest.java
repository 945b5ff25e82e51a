// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.dmatape.cli.Cli;
import org.dmatape.cli.Tapes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Questions to a store of two captures.
class StoreQueryTest {

    private static final String CLEAN = "net-strict-73";
    private static final String FAULTY = "maperror-612";

    @TempDir
    private static Path folder;

    private static String store;
    private static List<String> tapes;

    @BeforeAll
    static void takeIn() {
        LabFolder lab = new LabFolder(folder);
        lab.add(CLEAN, "2026-11-19/clean");
        lab.add(FAULTY, "2026-11-20/faulty");
        assertThat(lab.nightly().messages()).contains("2 new");
        store = lab.store().toString();
        tapes = List.of(Tapes.of(CLEAN, folder), Tapes.of(FAULTY, folder));
    }

    @ParameterizedTest
    @ValueSource(strings = {"devices", "map-error-unchecked", "cost-requests", "cost-histogram", "timeline"})
    void cannedQueriesAnswerFromTheLakeAsFromTheTapes(String query) {
        List<String> together = Cli.run("query", "--store", store, query, "-q")
                .text()
                .lines()
                .skip(1)
                .map(row -> row.split(",", 5)[4])
                .toList();

        List<String> oneByOne = tapes.stream()
                .flatMap(tape ->
                        Cli.run("query", tape, query, "-q").text().lines().skip(1))
                .toList();
        assertThat(together).isEqualTo(oneByOne).isNotEmpty();
    }

    @Test
    void rowsBeginWithTheirOrigin() {
        assertThat(Cli.run("query", "--store", store, "map-error-unchecked", "-q")
                        .text())
                .startsWith("capture,date,host,scenario,")
                .contains(",2026-11-20,unknown,faulty,");
        assertThat(Cli.run(
                                "query",
                                "--store",
                                store,
                                "--sql",
                                "SELECT DISTINCT date, host, scenario FROM mapping ORDER BY 1")
                        .text())
                .isEqualTo("date,host,scenario\r\n2026-11-19,unknown,clean\r\n2026-11-20,unknown,faulty\r\n");
    }

    /// Stacks are numbered within a capture: with two of them a view that forgets so has rows twice.
    @Test
    void callStacksAreThoseOfTheirCapture() {
        LabFolder lab = new LabFolder(folder.resolve("stacks"));
        lab.add("bugs-stacks-612", "2026-11-19/one");
        lab.add("blk-strict-612", "2026-11-19/without");
        assertThat(lab.nightly().messages()).contains("2 new");
        String sql = "SELECT event_id, stack_id, caller, frames FROM stack ORDER BY event_id";

        String ofStore = Cli.run("query", "--store", lab.store().toString(), "--sql", sql)
                .text();

        assertThat(ofStore)
                .isEqualTo(Cli.run("query", Tapes.of("bugs-stacks-612", folder), "--sql", sql)
                        .text())
                .contains("bugs_probe");
    }

    @Test
    void aStoreWithoutStacksHasTheViewTheyWouldBeIn() {
        Cli.Result result = Cli.run("query", "--store", store, "--sql", "SELECT count() AS n FROM stack");

        assertThat(result.text()).as(result.messages()).isEqualTo("n\r\n0\r\n");
    }

    @Test
    void aSelectionChoosesCaptures() {
        assertThat(Cli.run("query", "--store", store, "devices", "--scenario", "faulty")
                        .text())
                .contains("faulty")
                .doesNotContain("clean");
        assertThat(Cli.run("query", "--store", store, "devices", "--since", "2026-11-20")
                        .text())
                .contains("faulty")
                .doesNotContain("2026-11-19");
        Cli.Result unknown = Cli.run("query", "--store", store, "devices", "--capture", "nowhere");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.messages()).contains("no such capture: nowhere");
    }

    @Test
    void aPartOfEachCaptureIsChosenAsOfATape() {
        String[] filters = {"--device", "0000:00:01.0", "--from", "10ms", "--to", "5s", "--cpu", "0"};
        List<String> ofStore = rows(List.of("query", "--store", store, "cost-operations", "-q"), filters).stream()
                .map(row -> row.split(",", 5)[4])
                .toList();

        List<String> ofTapes = tapes.stream()
                .flatMap(tape -> rows(List.of("query", tape, "cost-operations", "-q"), filters).stream())
                .toList();
        assertThat(ofStore).isEqualTo(ofTapes).isNotEmpty();
        assertThat(ofStore).isNotEqualTo(rows(List.of("query", "--store", store, "cost-operations", "-q")));
    }

    private static List<String> rows(List<String> command, String... filters) {
        String[] words = Stream.concat(command.stream(), Stream.of(filters)).toArray(String[]::new);
        return Cli.run(words).text().lines().skip(1).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "--device,nowhere,none of the captures has such a device; there are 0000:00:01.0",
        "--from,12345,with --store times have a unit",
        "--to,12345,with --store times have a unit"
    })
    void aPartThatIsNoneIsRefused(String option, String value, String message) {
        Cli.Result refused = Cli.run("query", "--store", store, "devices", option, value);
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.messages()).contains(message);
    }

    @Test
    void capturesWithoutTheEvidenceAreNamed() {
        Cli.Result one = Cli.run("query", "--store", store, "sync-unmapped", "--scenario", "clean");
        Cli.Result both = Cli.run("query", "--store", store, "sync-unmapped");

        assertThat(one.exitCode()).isEqualTo(4);
        assertThat(one.messages()).contains("sync-unmapped cannot be answered");
        assertThat(both.exitCode()).isZero();
        assertThat(both.messages()).contains("without 2026-11-19/clean (").contains("no sync was recorded");
    }

    @Test
    void sqlReachesNothingElse() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret.csv"), "secret\n1\n");

        for (String sql : List.of(
                "SELECT * FROM read_csv('" + secret + "')",
                "COPY (SELECT 1) TO '" + Path.of(store, "lake", "x.csv") + "'",
                "EXPLAIN ANALYZE COPY capture TO '" + folder.resolve("out.csv") + "'",
                "ATTACH '" + Path.of(store, "store.duckdb") + "' AS again",
                "DELETE FROM store.capture",
                "SET enable_external_access = true")) {
            Cli.Result refused = Cli.run("query", "--store", store, "--sql", sql);
            assertThat(refused.exitCode()).as(sql).isEqualTo(2);
            assertThat(refused.text()).as(sql).isEmpty();
        }
        assertThat(folder.resolve("out.csv")).doesNotExist();
    }

    @Test
    void theShellKnowsTheStore() {
        assertThat(Cli.runWithInput("SELECT scenario FROM capture;\n.query devices\n", "sql", "--store", store)
                        .text())
                .contains("faulty", "virtio");
    }
}
