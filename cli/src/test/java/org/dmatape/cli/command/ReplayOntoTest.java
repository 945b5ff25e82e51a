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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `dmatape replay --onto`, as far as it goes without an IOMMU; `samples/lab/onto-check.sh` goes on from there.
class ReplayOntoTest {

    private static final String NOWHERE = "ffff:ff:1f.7";

    @TempDir
    private static Path folder;

    private static String faulty;
    private static String bypass;

    @BeforeAll
    static void importRecordings() {
        faulty = Tapes.ofTrace("bugs-612", folder);
        bypass = Tapes.of("blk-bypass-612", folder);
    }

    @Test
    void aDryRunSaysWhatWouldBeMade() {
        Cli.Result result = onto(faulty, "--device", "0000:00:03.0", "--dry-run");

        assertThat(result.exitCode()).isZero();
        assertThat(result.text())
                .contains("Would be made: maps and unmaps of 0000:00:03.0\n")
                .containsPattern(
                        "operation +pages_at_most +operations +shared +calls +recorded_p50_ns +recorded_p99_ns\n")
                .containsPattern("map +1 +142 +6 +136 +\\d+ +\\d+\n")
                .contains("addresses: 0xfffb000 to 0xffff3ff; at most 6 buffers mapped at once")
                .contains("left out: 5 unmaps of what was not seen to be mapped\n")
                .contains("still mapped at the end: 4 buffers\n")
                .doesNotContain("measured");
    }

    @Test
    void asJsonItIsOneObject() throws IOException {
        Cli.Result result = onto(faulty, "--device", "0000:00:03.0", "--dry-run", "--format", "json");

        JsonNode plan = new JsonMapper().readTree(result.text());
        assertThat(plan.get("schema").asText()).isEqualTo("dmatape.onto/1");
        assertThat(plan.get("made").asBoolean()).isFalse();
        assertThat(plan.get("operations").get(0).get("operation").asText()).isEqualTo("map");
        assertThat(plan.get("operations").get(0).get("calls").asLong()).isEqualTo(136);
        assertThat(plan.get("refused")).isEmpty();
        assertThat(plan.get("lowest_iova").asText()).isEqualTo("0xfffb000");
    }

    @Test
    void severalDevicesHaveNoAddressSpaceInCommon() {
        Cli.Result result = onto(faulty, "--dry-run");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.messages()).contains("choose one with --device 0000:00:01.0, 0000:00:03.0");
    }

    @Test
    void aDeviceThatMapsNothingHasNothingToReplay() {
        Cli.Result result = onto(bypass, "--dry-run");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.messages()).contains("has no maps or unmaps of the DMA API");
    }

    @Test
    void aMachineWithoutThatDeviceIsToldSo() {
        Cli.Result result = onto(faulty, "--device", "0000:00:03.0");

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.text()).isEmpty();
        assertThat(result.messages()).contains("there is no PCI device " + NOWHERE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--loop=2", "--policy", "--from=1s", "--stop-on-divergence", "--onto=3", "--calibrate"})
    void whatDoesNotGoWithItIsRefused(String option) {
        Cli.Result result = onto(faulty, "--device", "0000:00:03.0", option);

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.messages()).contains("--onto");
    }

    private static Cli.Result onto(String tape, String... options) {
        String[] arguments = new String[options.length + 4];
        arguments[0] = "replay";
        arguments[1] = tape;
        arguments[2] = "--onto";
        arguments[3] = NOWHERE;
        System.arraycopy(options, 0, arguments, 4, options.length);
        return Cli.run(arguments);
    }
}
