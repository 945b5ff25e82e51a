// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.facts.internal;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.apache.arrow.memory.BufferAllocator;
import org.dmatape.format.read.Tape;
import org.dmatape.format.schema.DeviceAccessColumn;
import org.dmatape.format.schema.DeviceVqOpColumn;
import org.dmatape.format.schema.DmaOpColumn;
import org.dmatape.format.schema.IommuFaultColumn;
import org.dmatape.format.schema.TapeColumn;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.replay.event.EventHandler;
import org.dmatape.replay.event.IommuOperation;
import org.dmatape.replay.event.TapeNames;
import org.dmatape.replay.event.internal.EventCursor;
import org.dmatape.replay.event.internal.IommuCursor;
import org.dmatape.replay.facts.KnownClock;
import org.dmatape.replay.facts.SourceFacts;

/// Finds out ahead of the replay which side each source of a tape saw. Where there are several, it goes through the
/// columns that tell; a tape of one source needs none of that.
public final class SourceScan {

    private final Tape tape;
    private final BufferAllocator allocator;

    /// A scan of a tape.
    public SourceScan(Tape tape, BufferAllocator allocator) {
        this.tape = tape;
        this.allocator = allocator;
    }

    /// What the sources are.
    public SourceFacts facts() {
        Map<Integer, String> paths = paths();
        List<KnownClock> clocks = clocks();
        boolean several = paths.size() > 1;
        BitSet driver = several || paths.isEmpty() ? sources(TapeTable.DMA_OP, DmaOpColumn.SOURCE_ID) : only(paths);
        BitSet device = new BitSet();
        if (several) {
            device.or(sources(TapeTable.IOMMU_FAULT, IommuFaultColumn.SOURCE_ID));
            device.or(sources(TapeTable.DEVICE_ACCESS, DeviceAccessColumn.SOURCE_ID));
            device.or(sources(TapeTable.DEVICE_VQ_OP, DeviceVqOpColumn.SOURCE_ID));
            device.andNot(driver);
        }
        return new SourceFacts(
                paths,
                clocks,
                driver.stream().boxed().collect(Collectors.toSet()),
                device.stream().boxed().collect(Collectors.toSet()),
                several ? invalidating(driver, clocks) : OptionalInt.empty(),
                tape.rowCount(TapeTable.DEVICE_ACCESS) > 0,
                tape.rowCount(TapeTable.IOMMU_FAULT) > 0);
    }

    private Map<Integer, String> paths() {
        try (SourceCursor cursor = new SourceCursor()) {
            cursor.open(tape, allocator);
            return cursor.all();
        }
    }

    private List<KnownClock> clocks() {
        try (ClockCursor cursor = new ClockCursor()) {
            cursor.open(tape, allocator);
            return cursor.all();
        }
    }

    private BitSet only(Map<Integer, String> paths) {
        BitSet one = new BitSet();
        if (tape.rowCount(TapeTable.DMA_OP) > 0) {
            paths.keySet().forEach(one::set);
        }
        return one;
    }

    private BitSet sources(TapeTable table, TapeColumn column) {
        try (SourceColumnCursor cursor = new SourceColumnCursor(table, column)) {
            cursor.open(tape, allocator);
            return cursor.all();
        }
    }

    private OptionalInt invalidating(BitSet driver, List<KnownClock> clocks) {
        BitSet found = new BitSet();
        EventHandler noting = new EventHandler() {
            @Override
            public void iommu(IommuOperation operation) {
                if (operation.invalidates(driver.get(operation.source()))) {
                    found.set(operation.source());
                }
            }
        };
        try (IommuCursor cursor = new IommuCursor(new TapeNames())) {
            cursor.open(tape, allocator);
            while (cursor.eventId() != EventCursor.AT_END) {
                cursor.deliver(noting);
            }
        }
        found.andNot(driver);
        clocks.stream().filter(clock -> !clock.related()).forEach(clock -> found.clear(clock.source()));
        return found.isEmpty() ? OptionalInt.empty() : OptionalInt.of(found.nextSetBit(0));
    }
}
