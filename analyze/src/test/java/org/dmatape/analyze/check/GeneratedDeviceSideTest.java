// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.dmatape.analyze.database.TapeDatabase;
import org.dmatape.analyze.fixture.GeneratedMachine;
import org.dmatape.analyze.result.ResultCursor;
import org.dmatape.analyze.result.ResultTable;
import org.dmatape.queries.Severity;
import org.dmatape.samples.generate.BugKind;
import org.dmatape.samples.generate.DeviceTruth.WrongAccess;
import org.dmatape.samples.generate.IommuMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Devices that reach for what they must not, recorded from both sides with clocks that are apart and drift:
/// all of it is found, or said to be uncertain where the clocks leave it open, and nothing else is an error.
class GeneratedDeviceSideTest {

    private static final int EVENTS = 20_000;
    private static final long TRUNCATION_NS = 1_000;

    static LongStream seeds() {
        return LongStream.range(700, 712);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyWrongAccessIsFoundAndNothingElse(long seed, @TempDir Path folder) throws IOException {
        IommuMode mode = seed % 2 == 0 ? IommuMode.STRICT : IommuMode.LAZY;
        GeneratedMachine machine =
                GeneratedMachine.bothSides(seed, EVENTS, mode, bug -> bug != BugKind.STALLED_BUFFER, folder);
        try (TapeDatabase database = machine.open()) {
            long errorNs = clockErrorNs(database);
            CheckReport report = CheckRunner.run(database, CheckOptions.defaults());
            List<Finding> left = new ArrayList<>(report.findings());

            for (WrongAccess wrong : machine.truth().deviceSide().wrongAccesses()) {
                assertFound(wrong, left, errorNs);
            }

            assertThat(left)
                    .as("%s", machine.options())
                    .filteredOn(finding -> finding.check().equals("unmapped-access")
                            || finding.check().equals("access-direction")
                            || finding.kind().equals(Optional.of("entered")))
                    .isEmpty();
            assertThat(errors(report)).as("%s", machine.options()).isEqualTo(planted(machine));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatAHealthyDeviceDoesIsNoError(long seed, @TempDir Path folder) throws IOException {
        IommuMode[] modes = IommuMode.values();
        IommuMode mode = modes[(int) (seed % modes.length)];
        GeneratedMachine machine = GeneratedMachine.bothSides(seed, EVENTS, mode, _ -> false, folder);
        try (TapeDatabase database = machine.open()) {
            assertThat(clockErrorNs(database)).isPositive();
            CheckReport report = CheckRunner.run(database, CheckOptions.defaults());
            assertThat(report.findings())
                    .as("%s", machine.options())
                    .filteredOn(finding -> finding.severity() == Severity.ERROR)
                    .isEmpty();
        }
    }

    /// All of its accesses are in findings of its own check, save those the clocks leave open.
    private static void assertFound(WrongAccess wrong, List<Finding> left, long errorNs) {
        List<Finding> sure = take(left, wrong, wrong.check());
        List<Finding> unsure = take(left, wrong, "clock-uncertain");
        boolean nearChange = wrong.marginNs() > 0 && wrong.marginNs() <= 2 * errorNs + TRUNCATION_NS;
        long found = accesses(sure) + accesses(unsure);
        assertThat(found).as("%s: %s %s", wrong, sure, unsure).isEqualTo(wrong.accesses());
        assertThat(sure).extracting(finding -> finding.kind().orElseThrow()).containsOnly(kinds(wrong, sure));
        assertThat(sure)
                .allSatisfy(finding -> assertThat(finding.tsNs().orElseThrow())
                        .as("%s", wrong)
                        .isCloseTo(wrong.firstNs(), within(errorNs + TRUNCATION_NS + wrong.accesses() * 1_000)));
        assertThat(unsure.isEmpty() || nearChange).as("%s: %s", wrong, unsure).isTrue();
    }

    private static String[] kinds(WrongAccess wrong, List<Finding> sure) {
        return sure.isEmpty() ? new String[0] : new String[] {wrong.kind()};
    }

    private static List<Finding> take(List<Finding> left, WrongAccess wrong, String check) {
        List<Finding> taken = left.stream()
                .filter(finding -> finding.check().equals(check)
                        && finding.device().orElse("").equals(wrong.device())
                        && finding.dmaAddress().orElse(0) >= wrong.address()
                        && finding.dmaAddress().orElse(0) < wrong.address() + wrong.bytes())
                .toList();
        left.removeAll(taken);
        return taken;
    }

    private static long accesses(List<Finding> findings) {
        return findings.stream().mapToLong(Finding::count).sum();
    }

    /// How often each check of severity error found something, those judged above apart.
    private static Map<String, Long> errors(CheckReport report) {
        Map<String, Long> counts = report.checks().stream()
                .filter(check -> check.severity() == Severity.ERROR && check.count() > 0)
                .collect(Collectors.toMap(CheckResult::check, CheckResult::count, Long::sum, TreeMap::new));
        counts.remove("unmapped-access");
        counts.remove("access-direction");
        return counts;
    }

    private static Map<String, Long> planted(GeneratedMachine machine) {
        Map<String, Long> counts = new TreeMap<>(machine.truth().checks());
        counts.keySet()
                .removeAll(List.of(
                        "unmapped-access",
                        "access-direction",
                        "shared-page",
                        "leaked-map",
                        "duplicate-token",
                        "ring-full",
                        "spurious-interrupt",
                        "truncated-sg"));
        return counts;
    }

    private static long clockErrorNs(TapeDatabase database) {
        String question = "SELECT max(uncertainty_ns)::BIGINT FROM clock WHERE method = 'aligned'";
        try (ResultCursor cursor = database.query(question)) {
            Object errorNs = ResultTable.of(cursor).rows().getFirst().getFirst();
            assertThat(errorNs).as("the clocks were compared").isNotNull();
            return (Long) errorNs;
        }
    }
}
