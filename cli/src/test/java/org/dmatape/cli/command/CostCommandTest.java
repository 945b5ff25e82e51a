// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.dmatape.cli.Cli;
import org.dmatape.cli.Tapes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CostCommandTest {

    @TempDir
    private static Path folder;

    private static String bugs;

    @BeforeAll
    static void importRecording() {
        bugs = Tapes.of("bugs-612", folder);
    }

    @Test
    void tellsAPersonWhatMappingCosts() {
        Cli.Result result = Cli.run("cost", bugs);

        assertThat(result.exitCode()).isZero();
        assertThat(result.text()).contains("""

                The columns of the kernel's dma_map_benchmark
                device        maps  average_map_latency_us  map_standard_deviation_us  unmaps\
                  average_unmap_latency_us  unmap_standard_deviation_us
                """);
    }

    @Test
    void jsonHasAllTables() throws IOException {
        JsonNode report = new JsonMapper()
                .readTree(Cli.run("cost", bugs, "--format", "json").text());

        assertThat(report.path("schema").asText()).isEqualTo("dmatape.cost/1");
        assertThat(report.path("tables")).hasSize(3);
        assertThat(report.path("tables").get(2).path("rows").get(0).path("maps").asLong())
                .isEqualTo(12);
    }

    @Test
    void csvHoldsTheTableThatWasChosen() {
        assertThat(Cli.run("cost", bugs, "--table", "benchmark", "--format", "csv")
                        .text())
                .startsWith("device,maps,average_map_latency_us,")
                .hasLineCount(3);

        Cli.Result all = Cli.run("cost", bugs, "--format", "csv");
        assertThat(all.exitCode()).isEqualTo(2);
        assertThat(all.messages()).contains("--table operations, requests or benchmark");
    }

    @Test
    void aFilterLeavesOneDevice() {
        assertThat(Cli.run("cost", bugs, "--device", "0000:00:01.0").text()).doesNotContain("0000:00:03.0");
    }

    @Test
    void aRecordingWithoutDurationsIsInconclusive() {
        Path recording = folder.resolve("no-probes.dat");
        Cli.run("generate", "--events", "500", "--no-probes", "-o", recording.toString());

        Cli.Result result = Cli.run("cost", recording.toString(), "--no-cache", "--table", "operations");

        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.text()).contains("not evaluated: no durations");
    }
}
