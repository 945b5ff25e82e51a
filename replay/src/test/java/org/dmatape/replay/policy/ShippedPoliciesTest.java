// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dmatape.capture.importing.ImportProgress;
import org.dmatape.capture.importing.ImportRequest;
import org.dmatape.capture.importing.TapeImporter;
import org.dmatape.format.read.Tape;
import org.dmatape.replay.fixture.MemoryFolder;
import org.dmatape.replay.policy.PolicyReport.Scope;
import org.dmatape.replay.policy.PolicyReport.Table;
import org.dmatape.samples.ShippedRecordings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the policies say of shipped recordings, held against what was recorded and against golden files, which
/// `-Ddmatape.golden.write=true` writes anew.
class ShippedPoliciesTest {

    private static final Path GOLDEN = Path.of("src/test/resources/org/dmatape/replay/policy");
    private static final boolean WRITE = Boolean.getBoolean("dmatape.golden.write");

    @TempDir(factory = MemoryFolder.class)
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"blk-strict-612", "blk-swiotlb-612", "blk-bypass-612"})
    void thePredictionsAreTheKnownOnes(String name) throws IOException {
        PolicyReport report = replay(tape(name), PolicyOptions.defaults());

        StringBuilder lines = new StringBuilder();
        for (Table table : report.tables()) {
            for (PolicyResult result : table.results()) {
                result.figures().forEach((figure, value) -> {
                    if (!dependsOnTheOtherClock(result, figure)) {
                        lines.append(table.scope() + "," + result.policy().label() + "," + figure.label() + ","
                                + value.value() + "," + value.origin().label() + "\n");
                    }
                });
            }
        }
        report.bypassed().forEach(queue -> lines.append(queue).append('\n'));

        Path golden = GOLDEN.resolve(name + ".csv");
        if (WRITE) {
            Files.createDirectories(GOLDEN);
            Files.writeString(golden, lines);
        }
        assertThat(lines.toString()).isEqualTo(Files.readString(golden));
    }

    /// Where the device's log lies on the trace's clock is an estimate, which gets better.
    private static boolean dependsOnTheOtherClock(PolicyResult result, Figure figure) {
        boolean cached = figure == Figure.IOTLB_MISSES || figure == Figure.WALK_MISSES;
        return cached || (result.policy() == Policy.RECORDED && figure.name().startsWith("STALE"));
    }

    @Test
    void aStrictRecordingPredictsItself() {
        PolicyReport report = replay(tape("blk-strict-612"), PolicyOptions.defaults());
        PolicyResult recorded = result(report, Policy.RECORDED);
        PolicyResult strict = result(report, Policy.STRICT);

        for (Figure figure : List.of(
                Figure.MAPS,
                Figure.UNMAPS,
                Figure.MAPPED_BYTES,
                Figure.ENTRIES_SET,
                Figure.ENTRIES_CLEARED,
                Figure.INVALIDATIONS_RANGE,
                Figure.IOTLB_ACCESSES,
                Figure.IOTLB_MISSES,
                Figure.EXPOSED_PEAK_BYTES,
                Figure.EXPOSED_BYTE_SECONDS)) {
            assertThat(value(strict, figure)).as(figure.label()).isEqualTo(value(recorded, figure));
        }
        assertThat((double) value(strict, Figure.REUSE_P50_NS))
                .isBetween(value(recorded, Figure.REUSE_P50_NS) * 0.95, value(recorded, Figure.REUSE_P50_NS) * 1.05);
    }

    @Test
    void aBouncedRecordingPredictsItself() {
        PolicyReport report = replay(tape("blk-swiotlb-612"), PolicyOptions.defaults());
        PolicyResult recorded = result(report, Policy.RECORDED);
        PolicyResult swiotlb = result(report, Policy.SWIOTLB);

        for (Figure figure :
                List.of(Figure.MAPS, Figure.UNMAPS, Figure.BOUNCES, Figure.BOUNCED_BYTES, Figure.COPIED_BYTES)) {
            assertThat(value(swiotlb, figure)).as(figure.label()).isEqualTo(value(recorded, figure));
        }
    }

    @Test
    void aBypassingDiskWouldMapEverySegmentAndEveryTableOfDescriptors() {
        PolicyReport report = replay(tape("blk-bypass-612"), PolicyOptions.defaults());

        assertThat(report.tables()).extracting(Table::scope).containsExactly(Scope.BYPASSING);
        BypassedQueue disk = report.bypassed().stream()
                .filter(queue -> queue.virtioDevice().equals("virtio0"))
                .findAny()
                .orElseThrow();
        assertThat(disk.buffers()).isEqualTo(603);
        assertThat(disk.indirectTables()).isEqualTo(603);
        assertThat(disk.wouldFault()).isEqualTo(disk.segments() + disk.indirectTables());
        assertThat(disk.deviceWroteBytes()).isGreaterThan(disk.writtenBytes());
        long faults =
                report.bypassed().stream().mapToLong(BypassedQueue::wouldFault).sum();
        assertThat(value(result(report, Policy.STRICT), Figure.MAPS)).isEqualTo(faults);
        assertThat(value(result(report, Policy.STRICT), Figure.UNMAPS)).isEqualTo(faults);
        assertThat(value(result(report, Policy.BYPASS), Figure.MAPS)).isZero();
    }

    @Test
    void theShippedCostsAreThoseOfTheShippedRecordings() {
        CostCalibration calibration = new CostCalibration();
        for (String name : List.of("blk-strict-612", "packed-612", "blk-swiotlb-612")) {
            calibration.add(tape(name), name);
        }

        CostTable shipped = CostTable.shipped();
        assertThat(calibration.derived().keySet())
                .containsExactly(
                        CostItem.MAP,
                        CostItem.UNMAP,
                        CostItem.INVALIDATE_RANGE,
                        CostItem.INVALIDATE_GLOBAL,
                        CostItem.BOUNCE,
                        CostItem.UNBOUNCE,
                        CostItem.COPY);
        calibration.derived().forEach((item, derived) -> {
            assertThat(shipped.entry(item).source()).isEqualTo(derived.source());
            assertThat(Math.abs(shipped.entry(item).ns() - derived.ns())).isLessThan(0.1);
        });
    }

    private Tape tape(String name) {
        Path tape = folder.resolve(name + ".tape");
        TapeImporter.run(ImportRequest.of(ShippedRecordings.locate().folder(name), tape), ImportProgress.NONE);
        return Tape.open(tape);
    }

    private static PolicyReport replay(Tape tape, PolicyOptions options) {
        try (PolicyReplay replay =
                new PolicyReplay(tape, Optional.empty(), List.of(Policy.values()), options, CostTable.shipped())) {
            while (replay.step()) {
                assertThat(replay.rows()).isPositive();
            }
            return replay.report();
        }
    }

    private static PolicyResult result(PolicyReport report, Policy policy) {
        return report.tables().getFirst().results().stream()
                .filter(result -> result.policy() == policy)
                .findAny()
                .orElseThrow();
    }

    private static long value(PolicyResult result, Figure figure) {
        return result.figure(figure).orElseThrow().value();
    }
}
