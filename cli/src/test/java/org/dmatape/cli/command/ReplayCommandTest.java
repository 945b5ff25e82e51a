// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.dmatape.cli.Cli;
import org.dmatape.cli.Tapes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplayCommandTest {

    @TempDir
    private static Path folder;

    private static String bugs;
    private static String clean;

    @BeforeAll
    static void importRecordings() {
        bugs = Tapes.ofTrace("bugs-612", folder);
        clean = Tapes.of("packed-612", folder);
    }

    @Test
    void tellsAPersonWhereTheModelCannotFollowAndEndsWithTheVerdict() {
        Cli.Result result = Cli.run("replay", bugs);

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.messages()).isEmpty();
        assertThat(result.text())
                .contains("error unmap-unmapped (double-unmap)  0000:00:03.0")
                .contains("  model      ")
                .contains("  recording  ")
                .contains("  before     ")
                .contains("divergences: 20 errors, 4 warnings, 3 notes\n")
                .containsPattern("digest: state [0-9a-f]{32} shape [0-9a-f]{32} \\(6 live mappings, 0 buffers");
    }

    @Test
    void aTapeTheModelCanFollowEndsWithZero() {
        assertThat(Cli.run("replay", clean).exitCode()).isZero();
    }

    @Test
    void jsonIsOneObject() throws IOException {
        Cli.Result result = Cli.run("replay", bugs, "--format", "json", "--break", "582");

        JsonNode report = new JsonMapper().readTree(result.text());
        assertThat(report.path("schema").asText()).isEqualTo("dmatape.replay/1");
        assertThat(report.path("divergences")).hasSize(27);
        assertThat(report.path("divergences").get(0).path("held").asText()).isNotEmpty();
        assertThat(report.path("states").get(0).path("mappings")).isNotEmpty();
        assertThat(report.path("events").asLong()).isEqualTo(704);
        assertThat(report.path("digest").path("state").asText()).hasSize(32);
    }

    @Test
    void anotherProcessCanReadTheStepsAsAnArrowStream() throws IOException {
        Cli.Result result = Cli.run("replay", bugs, "--steps", "--format", "arrow", "--speed", "20");

        List<Long> events = new ArrayList<>();
        try (BufferAllocator allocator = new RootAllocator();
                ArrowStreamReader reader = new ArrowStreamReader(
                        new ByteArrayInputStream(result.data().toByteArray()), allocator)) {
            int batches = 0;
            while (reader.loadNextBatch()) {
                batches++;
                for (int row = 0; row < reader.getVectorSchemaRoot().getRowCount(); row++) {
                    Object event =
                            reader.getVectorSchemaRoot().getVector("event_id").getObject(row);
                    if (event != null) {
                        events.add((Long) event);
                    }
                }
            }
            assertThat(batches)
                    .as("rows are handed over while the replay waits")
                    .isGreaterThan(1);
        }
        assertThat(events).hasSizeGreaterThan(600);
        assertThat(result.messages()).contains("drift: planned ").contains("digest: state ");
    }

    @Test
    void aPartOfATapeCanBeReplayed() {
        Cli.Result result =
                Cli.run("replay", bugs, "--events", "540..560", "--only", "dma", "--steps", "--format", "csv", "-q");

        assertThat(result.text().lines()).allMatch(line -> line.startsWith("event_id") || line.matches("5[456]\\d,.*"));
        assertThat(result.messages()).isEmpty();
    }

    @Test
    void theStateAtATimeIsATable() {
        Cli.Result result = Cli.run("replay", bugs, "--at", "11s");

        assertThat(result.text()).contains("state before event ").contains(" live mappings\n");
    }

    @Test
    void aDryRunExecutesNothing() {
        Cli.Result result = Cli.run("replay", bugs, "--dry-run", "--speed", "2");

        assertThat(result.exitCode()).isZero();
        assertThat(result.text())
                .contains("310 rows")
                .contains("5.808686 s at speed 2")
                .doesNotContain("digest");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--device 0000:00:99.0 | no such device on this tape",
                "--from 9h | is no time",
                "--from 90s | outside of this tape",
                "--speed fast | is no speed",
                "--only dma --skip iommu | contradict each other",
                "--steps | --steps needs a format of rows",
                "--break 5 --format csv | a state is no row",
                "--loop 0 | expected a number from 1",
                "--loop 2 --format arrow | is one document",
                "--events 9..3 | nothing lies between",
                "--only dmaa | is none of",
            })
    void whatCannotBeIsAUsageError(String options, String message) {
        List<String> words = new ArrayList<>(List.of("replay", bugs));
        words.addAll(List.of(options.split(" ")));

        Cli.Result result = Cli.run(words.toArray(String[]::new));

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.messages()).contains(message);
    }
}
