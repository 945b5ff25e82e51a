// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.dmatape.capture.importing.ImportProgress;
import org.dmatape.capture.importing.ImportRequest;
import org.dmatape.capture.importing.TapeImporter;
import org.dmatape.format.read.Tape;
import org.dmatape.replay.event.DmaOp;
import org.dmatape.replay.event.EventHandler;
import org.dmatape.replay.event.IommuOp;
import org.dmatape.replay.event.IommuOperation;
import org.dmatape.replay.event.TapeEvents;
import org.dmatape.replay.event.TapeNames;
import org.dmatape.replay.fixture.MemoryFolder;
import org.dmatape.replay.run.Speed;
import org.dmatape.samples.ShippedRecordings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The mappings of shipped recordings, made in an address space that refuses what VFIO refuses.
class HardwareReplayTest {

    private static final long PAGE_BYTES = 4096;

    @TempDir(factory = MemoryFolder.class)
    private Path folder;

    @Test
    void theCallsAreThoseTheKernelMadeToItsIommu() {
        Tape tape = tape("blk-strict-612");
        Map<IommuOp, Long> recorded = iommuOperations(tape);
        HardwareReport report = made(tape, "virtio0");

        assertThat(report.refusals()).isEmpty();
        assertThat(report.devices()).containsExactly("0000:00:01.0");
        // the kernel maps coherent memory, here twice two pages, page by page
        assertThat(calls(report, DmaOp.ALLOC)).isEqualTo(2);
        assertThat(calls(report, DmaOp.MAP) + 2 * calls(report, DmaOp.ALLOC)).isEqualTo(recorded.get(IommuOp.MAP));
        assertThat(calls(report, DmaOp.UNMAP)).isEqualTo(recorded.get(IommuOp.UNMAP));
        assertThat(report.leftOut().stillMapped()).isEqualTo(2);
    }

    @Test
    void aFaultyDriverIsFollowedAsFarAsItGoes() {
        HardwareReport report = made(tape("bugs-612"), "0000:00:03.0");

        assertThat(report.refusals()).isEmpty();
        // four mappings leak and four are unmapped a second time, or never were mapped; one is unmapped as a list
        assertThat(report.leftOut().stillMapped()).isEqualTo(4);
        assertThat(report.leftOut().unmatchedUnmaps()).isEqualTo(5);
    }

    @Test
    void addressesThatAreMemoryShareTheirPages() {
        HardwareReport report = made(tape("bugs-swiotlb-612"), "0000:00:03.0");

        assertThat(report.refusals()).isEmpty();
        assertThat(report.times()).anyMatch(times -> times.shared() > 0);
    }

    private static long calls(HardwareReport report, DmaOp op) {
        return report.times().stream()
                .filter(times -> times.op() == op)
                .mapToLong(OperationTimes::calls)
                .sum();
    }

    private static HardwareReport made(Tape tape, String device) {
        try (ModelAddressSpace space = new ModelAddressSpace(PAGE_BYTES);
                HardwareReplay replay = new HardwareReplay(tape, Optional.of(device), Speed.MAX, space)) {
            while (replay.step()) {
                assertThat(replay.rows()).isPositive();
            }
            return replay.report();
        }
    }

    private static Map<IommuOp, Long> iommuOperations(Tape tape) {
        Map<IommuOp, Long> counts = new TreeMap<>();
        EventHandler counting = new EventHandler() {
            @Override
            public void iommu(IommuOperation operation) {
                counts.merge(operation.op(), 1L, Long::sum);
            }
        };
        try (TapeEvents events = new TapeEvents(tape, new TapeNames())) {
            while (events.next(counting)) {
                assertThat(events.rows()).isPositive();
            }
        }
        return counts;
    }

    private Tape tape(String name) {
        Path tape = folder.resolve(name + ".tape");
        TapeImporter.run(ImportRequest.of(ShippedRecordings.locate().folder(name), tape), ImportProgress.NONE);
        return Tape.open(tape);
    }
}
