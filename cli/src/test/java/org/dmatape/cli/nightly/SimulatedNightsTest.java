// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dmatape.cli.Cli;
import org.dmatape.samples.generate.BugKind;
import org.dmatape.samples.generate.GeneratorOptions;
import org.dmatape.samples.generate.GeneratorOptions.DeviceCounts;
import org.dmatape.samples.generate.GeneratorOptions.Latency;
import org.dmatape.samples.generate.IommuMode;
import org.dmatape.samples.generate.TraceGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A lab made by the generator, through `nightly`: from a night on the slowest mappings of one scenario take longer,
/// one
/// night has a bug, one lost events. Nine nights of one scenario; with `-Ddmatape.lab.nights=60` the lab of
/// docs/concepts/judgement.md: three scenarios, `-Ddmatape.lab.events` events a capture, the page kept in
/// `-Ddmatape.lab.keep=FOLDER`.
class SimulatedNightsTest {

    private static final int NIGHTS = Integer.getInteger("dmatape.lab.nights", 9);
    private static final boolean IS_LONG = NIGHTS >= 60;
    private static final int EVENTS = Integer.getInteger("dmatape.lab.events", 10_000);
    private static final Map<String, IommuMode> SCENARIOS = IS_LONG
            ? Map.of("strict", IommuMode.STRICT, "lazy", IommuMode.LAZY, "swiotlb", IommuMode.SWIOTLB)
            : Map.of("strict", IommuMode.STRICT);
    private static final int RUNS = 3;
    private static final int SLOWER_FROM = IS_LONG ? 41 : 9;
    private static final int SLOWER_PERCENT = IS_LONG ? 6 : 30;
    private static final int BUG = IS_LONG ? 50 : 8;
    private static final int LOSS = IS_LONG ? 33 : 7;
    private static final long MACHINE = 5;
    private static final LocalDate FIRST = LocalDate.of(2026, 9, 1);

    @TempDir
    private Path folder;

    @Test
    void theNightsNameWhatWasPlanted() throws IOException {
        for (int night = 1; night <= NIGHTS; night++) {
            record(night);
        }
        String store = folder.resolve("store").toString();
        Cli.Result taken = Cli.run("nightly", folder.resolve("in").toString(), "--store", store, "-q");
        assertThat(taken.exitCode()).as(taken.messages()).isIn(0, 1, 4);

        List<String> told = new ArrayList<>();
        List<String> lossy = new ArrayList<>();
        for (int night = 1; night <= NIGHTS; night++) {
            JsonNode judged = judged(store, night);
            for (JsonNode alert : judged.get("alerts")) {
                told.add(night + " " + alert.get("message").asText());
            }
            for (JsonNode scenario : judged.get("scenarios")) {
                scenario.get("reasons").forEach(reason -> {
                    if (reason.asText().contains("lost")) {
                        lossy.add(judged.get("night").asText() + " "
                                + scenario.get("scenario").asText() + " "
                                + scenario.get("verdict").asText());
                    }
                });
            }
        }
        keepPage(store);

        if (IS_LONG) {
            System.out.println(String.join("\n", told) + "\nlost events: " + lossy);
        }
        assertThat(told.stream().filter(line -> line.contains("double-map")))
                .singleElement()
                .asString()
                .startsWith(BUG + " ");
        assertThat(lossy).containsExactly(night(LOSS) + " strict inconclusive");
        List<String> costs =
                told.stream().filter(line -> !line.contains("double-map")).toList();
        assertThat(costs)
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line)
                        .contains("strict: map/single/", "p99_ns", "regressed since " + night(SLOWER_FROM)));
    }

    private static JsonNode judged(String store, int night) throws IOException {
        Cli.Result result =
                Cli.run("nightly", "--store", store, "--night", night(night).toString(), "--format", "json", "-q");
        return new ObjectMapper().readTree(result.text());
    }

    private void keepPage(String store) throws IOException {
        String keep = System.getProperty("dmatape.lab.keep", "");
        if (!keep.isEmpty()) {
            Files.createDirectories(Path.of(keep));
            for (int night : new int[] {LOSS, SLOWER_FROM, BUG, NIGHTS}) {
                String page = Path.of(keep, "night-" + night + ".html").toString();
                Cli.run("nightly", "--store", store, "--night", night(night).toString(), "--html", page, "-q");
            }
        }
    }

    private static LocalDate night(int number) {
        return FIRST.plusDays(number - 1L);
    }

    private void record(int night) {
        SCENARIOS.forEach((scenario, mode) -> {
            for (int run = 1; run <= RUNS; run++) {
                boolean strict = scenario.equals("strict");
                GeneratorOptions options = GeneratorOptions.of(EVENTS, 1_000L * night + 10L * run + mode.ordinal())
                        .withCpus(1)
                        .withDevices(new DeviceCounts(1, 0, 0, 1))
                        .withIommuMode(mode)
                        .withOddities(false)
                        .withLatency(
                                new Latency(Optional.of(MACHINE), strict && night >= SLOWER_FROM ? SLOWER_PERCENT : 0));
                if (strict && night == BUG) {
                    options = options.withBugs(Map.of(BugKind.DOUBLE_MAP, 2));
                }
                if (strict && night == LOSS && run == 2) {
                    options = options.withShape(options.shape().withLossSpans(1));
                }
                Path file = folder.resolve("in/" + night(night) + "/" + scenario + "/run-" + run + ".dat");
                try {
                    Files.createDirectories(file.getParent());
                    TraceGenerator.generate(options, file, (_, _) -> {});
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
    }
}
