// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.dmatape.analyze.database.TapeDatabase;
import org.dmatape.analyze.fixture.Checks;
import org.dmatape.analyze.fixture.GeneratedMachine;
import org.dmatape.analyze.fixture.ImportedRecording;
import org.dmatape.samples.generate.BugKind;
import org.dmatape.samples.generate.DeviceCounts;
import org.dmatape.samples.generate.GeneratedTruth;
import org.dmatape.samples.generate.GeneratorOptions;
import org.dmatape.samples.generate.IommuMode;
import org.dmatape.samples.generate.KernelFlavour;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Recordings whose bugs were planted at random, on every kernel and IOMMU mode: every bug is found,
/// nothing else is. Where events were lost not every bug can be found, but still nothing else may be.
class GeneratedRecordingsTest {

    private static final int EVENTS = 6_000;
    private static final long SEED_MIX = 0x9E37_79B9_7F4A_7C15L;

    static LongStream seeds() {
        return LongStream.range(500, 512);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyPlantedBugIsFoundAndNothingElse(long seed, @TempDir Path folder) throws IOException {
        GeneratorOptions options = machine(seed);
        GeneratedTruth truth = GeneratedMachine.of(options, folder).truth();

        CheckReport report = check(folder);

        assertThat(decisive(Checks.counts(report), truth, options))
                .as("%s: %s", options, report.findings())
                .isEqualTo(decisive(truth.checks(), truth, options));
        for (String late : List.of("leaked-map", "stalled-buffer")) {
            assertThat(Checks.result(report, late).count())
                    .as(late)
                    .isLessThanOrEqualTo(truth.checks().getOrDefault(late, 0L));
        }
        assertThat(report.verdict().label()).isEqualTo(truth.verdict());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void lostEventsNeverTurnIntoFindings(long seed, @TempDir Path folder) throws IOException {
        GeneratorOptions options = machine(seed);
        GeneratorOptions losing = options.withShape(options.shape().withLossSpans(1 + (int) (seed % 4)));
        GeneratedTruth truth = GeneratedMachine.of(losing, folder).truth();

        CheckReport report = check(folder);

        Map<String, Long> found = decisive(Checks.counts(report), truth, losing);
        Map<String, Long> planted = decisive(truth.checks(), truth, losing);
        assertThat(found)
                .allSatisfy((check, count) -> assertThat(count)
                        .as("%s: %s %s", losing, check, report.findings())
                        .isLessThanOrEqualTo(planted.getOrDefault(check, 0L)));
    }

    private static GeneratorOptions machine(long seed) {
        Random random = new Random(seed * SEED_MIX);
        KernelFlavour kernel = KernelFlavour.values()[(int) (seed % KernelFlavour.values().length)];
        IommuMode mode = IommuMode.values()[random.nextInt(IommuMode.values().length - 1)];
        GeneratorOptions options = GeneratorOptions.of(EVENTS, seed)
                .withIommuMode(mode)
                .withKernel(kernel)
                .withCpus(1 + random.nextInt(4))
                .withDevices(new DeviceCounts(1, random.nextInt(2), random.nextInt(2), 2));
        Map<BugKind, Integer> bugs = new EnumMap<>(BugKind.class);
        for (BugKind bug : BugKind.values()) {
            if (options.allows(bug) && random.nextInt(3) > 0) {
                bugs.put(bug, 1 + random.nextInt(3));
            }
        }
        return options.withBugs(bugs);
    }

    private static CheckReport check(Path folder) {
        try (TapeDatabase database = ImportedRecording.open(folder, folder.resolve("generated.tape"))) {
            return CheckRunner.run(database, CheckOptions.defaults());
        }
    }

    /// The counts without what the truth leaves open: checks it does not evaluate, what is said about the
    /// recording itself, what is judged by what happened afterwards and may have come too late for that,
    /// and shared pages where no IOMMU separates pages.
    private static Map<String, Long> decisive(
            Map<String, Long> counts, GeneratedTruth truth, GeneratorOptions options) {
        Map<String, Long> decisive = new TreeMap<>(counts);
        decisive.values().removeIf(count -> count == 0);
        decisive.keySet().removeAll(truth.notEvaluated());
        decisive.remove("bypass");
        decisive.remove("lost-events");
        decisive.remove("truncated-sg");
        decisive.remove("spurious-interrupt");
        decisive.remove("leaked-map");
        decisive.remove("stalled-buffer");
        if (!options.machine().iommuMode().translates()) {
            decisive.remove("shared-page");
        }
        return decisive;
    }
}
