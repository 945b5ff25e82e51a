// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dmatape.cli.Cli;
import org.dmatape.cli.Tapes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `dmatape replay --policy` and `--calibrate`.
class ReplayPolicyTest {

    @TempDir
    private static Path folder;

    private static String strict;
    private static String lazy;
    private static String bypass;

    @BeforeAll
    static void importRecordings() {
        strict = Tapes.ofTrace("blk-strict-612", folder);
        lazy = Tapes.of("packed-612", folder);
        bypass = Tapes.of("blk-bypass-612", folder);
    }

    @Test
    void withoutAValueAllPoliciesStandSideBySideWithTheirSources() {
        Cli.Result result = Cli.run("replay", "--policy", strict);

        assertThat(result.exitCode()).isZero();
        assertThat(result.text())
                .containsPattern("figure +recorded +bypass +direct +strict +lazy +swiotlb +premapped +from\n")
                .containsPattern("maps +6,912 +0 +6,912 +6,912 +6,912 +6,912 +6,912 +\\[\\d+]")
                .contains("counted: one per recorded map\n")
                .contains("simulated: flush queues of 256 per CPU, 10 ms at 250 Hz\n")
                .contains("CPU time is made of\n")
                .containsPattern("invalidate_range \\(invalidation\\) +5,376.0 +");
    }

    @Test
    void aBypassingDeviceIsToldWhatWouldFaultAndWhatMappingWouldTake() {
        Cli.Result result = Cli.run("replay", bypass, "--device", "virtio0", "--policy", "bypass,strict");

        assertThat(result.exitCode()).isZero();
        assertThat(result.text())
                .contains("The day the IOMMU is switched on\n2,412 of 2,412 accesses would fault")
                .contains("the probes did not see all segments")
                .containsPattern("figure +bypass +strict +from\n")
                .containsPattern("maps +0 +2,412 ");
    }

    @Test
    void parametersChangeThePrediction() throws IOException {
        assertThat(figure("lazy", "flush_queue_full")).isZero();
        assertThat(figure("lazy", "flush_queue_full", "--flush-queue", "4")).isPositive();
        assertThat(figure("lazy", "invalidations_global", "--flush-timeout", "1s"))
                .isLessThan(figure("lazy", "invalidations_global"));
        assertThat(figure("swiotlb", "pool_exhausted", "--swiotlb-pool", "16KiB"))
                .isPositive();
        assertThat(figure("swiotlb", "segment_too_large", "--swiotlb-segment", "1"))
                .isPositive();
        assertThat(figure("premapped", "entries_cleared", "--premapped-pages", "4"))
                .isPositive();
    }

    private static long figure(String policy, String figure, String... options) throws IOException {
        String[] arguments = new String[options.length + 6];
        System.arraycopy(new String[] {"replay", strict, "--policy", policy, "--format", "json"}, 0, arguments, 0, 6);
        System.arraycopy(options, 0, arguments, 6, options.length);
        JsonNode report = new JsonMapper().readTree(Cli.run(arguments).text());
        assertThat(report.path("schema").asText()).isEqualTo("dmatape.policy/1");
        for (JsonNode value :
                report.path("tables").path(0).path("policies").path(0).path("figures")) {
            if (value.path("figure").asText().equals(figure)) {
                assertThat(value.path("origin").asText()).isNotEmpty();
                assertThat(value.path("source").asText()).isNotEmpty();
                return value.path("value").asLong();
            }
        }
        throw new AssertionError("no figure " + figure);
    }

    @Test
    void rowsHaveEveryFigureWithItsOrigin() {
        Cli.Result result = Cli.run("replay", strict, "--policy", "strict", "--format", "csv");

        assertThat(result.text().lines())
                .startsWith("scope,policy,figure,unit,value,origin,source")
                .contains("mapped,strict,unmaps,count,6912,counted,one per recorded unmap")
                .anyMatch(line ->
                        line.startsWith("mapped,strict,cpu_ns.map,nanoseconds,53092606,cost,\"6914.0 x 7679.0 ns: "));
    }

    @Test
    void calibrationDerivesATableThatPredictionsUse() throws IOException {
        Path costs = folder.resolve("costs.json");
        Cli.Result calibration = Cli.run("replay", "--calibrate", strict, lazy, "-o", costs.toString());

        assertThat(calibration.exitCode()).isZero();
        assertThat(calibration.messages()).contains("these tapes do not tell").contains("copy");
        JsonNode table = new JsonMapper().readTree(costs.toFile());
        assertThat(table.path("schema").asText()).isEqualTo("dmatape.costs/1");
        assertThat(table.path("costs").findValuesAsText("source").getFirst())
                .contains("blk-strict-612-trace")
                .contains("packed-612");

        Files.writeString(
                costs,
                "{\"schema\": \"dmatape.costs/1\", \"costs\": [{\"cost\": \"direct\", \"ns\": 1000, \"source\": \"made"
                        + " up\"}]}");
        assertThat(Cli.run("replay", strict, "--policy", "direct", "--costs", costs.toString(), "--format", "csv")
                        .text())
                .contains("mapped,direct,cpu_ns,nanoseconds,13824000,cost,")
                .contains("13824.0 x 1000.0 ns: made up");
    }

    @Test
    void aTableOfCostsThatIsNoneIsUnreadable() throws IOException {
        Path costs = Files.writeString(
                folder.resolve("wrong.json"),
                "{\"schema\": \"dmatape.costs/1\", \"costs\": [{\"cost\": \"map\", \"ns\": -1}]}");

        Cli.Result result = Cli.run("replay", strict, "--policy", "strict", "--costs", costs.toString());

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.messages()).contains("wrong.json").contains("cost 'map'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--policy cheap | --policy cheap: expected recorded, bypass",
                "--policy lazy --flush-queue 1 | --flush-queue 1: expected a number from 2",
                "--policy strict --iotlb 10 --iotlb-ways 4 | multiple of --iotlb-ways 4",
                "--policy swiotlb --swiotlb-pool 1k | --swiotlb-pool 1k: expected 1 to",
                "--policy lazy --steps | --policy runs the whole tape at once",
                "--policy lazy --calibrate | give one of them",
                "--flush-timeout 20ms | are for --policy",
                "--costs x.json | are for --policy",
                "-o x.json | --output is for --calibrate",
                "--calibrate --format csv | --calibrate writes JSON",
                "--policy strict,cheap | --policy cheap: expected recorded, bypass",
            })
    void whatCannotBeAskedIsRefused(String options, String message) {
        String[] words = options.strip().split(" ");
        String[] arguments = new String[words.length + 2];
        arguments[0] = "replay";
        arguments[1] = strict;
        System.arraycopy(words, 0, arguments, 2, words.length);
        Cli.Result result = Cli.run(arguments);

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.messages()).contains(message.strip());
    }
}
