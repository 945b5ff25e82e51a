// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dmatape.format.read.Tape;
import org.dmatape.replay.fixture.GeneratedRecording;
import org.dmatape.replay.fixture.MemoryFolder;
import org.dmatape.replay.policy.PolicyReport.Table;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What must hold between policies whatever the recording: any kernel, bug, oddity and loss, by seeds that the test's
/// name shows.
class GeneratedPoliciesTest {

    private static final long EVENTS = 3_000;

    @TempDir(factory = MemoryFolder.class)
    private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void thePoliciesAgreeOnWhatTheyShare(long seed) {
        Tape tape = GeneratedRecording.tape(GeneratedRecording.options(seed, EVENTS), folder);
        PolicyReport report;
        try (PolicyReplay replay = new PolicyReplay(
                tape, Optional.empty(), List.of(Policy.values()), PolicyOptions.defaults(), CostTable.shipped())) {
            int steps = 0;
            while (replay.step()) {
                steps++;
            }
            assertThat(steps).isPositive();
            report = replay.report();
        }
        assertThat(report.tables()).isNotEmpty();
        report.tables().forEach(GeneratedPoliciesTest::check);
    }

    private static void check(Table table) {
        long maps = value(table, Policy.STRICT, Figure.MAPS);
        long unmaps = value(table, Policy.STRICT, Figure.UNMAPS);
        assertThat(unmaps).isLessThanOrEqualTo(maps);
        for (Policy policy : List.of(Policy.DIRECT, Policy.LAZY, Policy.SWIOTLB, Policy.PREMAPPED)) {
            assertThat(value(table, policy, Figure.MAPS)).isEqualTo(maps);
            assertThat(value(table, policy, Figure.UNMAPS)).isEqualTo(unmaps);
        }
        long entries = value(table, Policy.STRICT, Figure.ENTRIES_SET);
        assertThat(value(table, Policy.LAZY, Figure.ENTRIES_SET)).isEqualTo(entries);
        assertThat(value(table, Policy.PREMAPPED, Figure.ENTRIES_SET)).isLessThanOrEqualTo(entries);
        assertThat(value(table, Policy.LAZY, Figure.STALE_RANGES))
                .isLessThanOrEqualTo(value(table, Policy.STRICT, Figure.INVALIDATIONS_RANGE));
        assertThat(value(table, Policy.SWIOTLB, Figure.COPIED_BYTES))
                .isBetween(value(table, Policy.SWIOTLB, Figure.BOUNCED_BYTES), Long.MAX_VALUE);
        for (PolicyResult result : table.results()) {
            result.figures()
                    .forEach((figure, value) -> assertThat(value.value())
                            .as(result.policy().label() + " " + figure.label())
                            .isNotNegative());
        }
    }

    private static long value(Table table, Policy policy, Figure figure) {
        return table.results().stream()
                .filter(result -> result.policy() == policy)
                .findAny()
                .flatMap(result -> result.figure(figure))
                .orElseThrow()
                .value();
    }
}
