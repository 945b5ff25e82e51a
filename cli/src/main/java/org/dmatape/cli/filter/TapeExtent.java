// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.filter;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.UInt2Vector;
import org.dmatape.analyze.database.NamedTape;
import org.dmatape.analyze.database.TapeStart;
import org.dmatape.cli.input.TapeTableRows;
import org.dmatape.cli.output.Rows;
import org.dmatape.cli.session.UsageException;
import org.dmatape.format.read.TableReader;
import org.dmatape.format.read.Tape;
import org.dmatape.format.schema.DeviceColumn;
import org.dmatape.format.schema.DmaOpColumn;
import org.dmatape.format.schema.IommuOpColumn;
import org.dmatape.format.schema.TapeColumn;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.format.schema.VqOpColumn;
import org.jspecify.annotations.Nullable;

/// What a filter can choose from on a tape. Only the columns that are asked about are read, and none that is wide.
///
/// @param tape the tape
public record TapeExtent(Tape tape) {

    private static final String LAST_NS = "last_ts_ns";

    private static final Map<TapeTable, TapeColumn> CPU_COLUMNS = Map.of(
            TapeTable.DMA_OP, DmaOpColumn.CPU, TapeTable.IOMMU_OP, IommuOpColumn.CPU, TapeTable.VQ_OP, VqOpColumn.CPU);

    private static final Map<TapeTable, TapeColumn> PID_COLUMNS = Map.of(
            TapeTable.DMA_OP, DmaOpColumn.PID, TapeTable.IOMMU_OP, IommuOpColumn.PID, TapeTable.VQ_OP, VqOpColumn.PID);

    /// The names of its DMA devices and virtio devices.
    public Set<String> devices() throws IOException {
        Set<String> names = new TreeSet<>();
        Rows devices =
                TapeTableRows.read(tape, TapeTable.DEVICE, List.of(DeviceColumn.DEVICE, DeviceColumn.VIRTIO_DEVICE));
        while (devices.advance()) {
            for (int i = 0; i < devices.columns().size(); i++) {
                if (devices.value(i) instanceof String name) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    /// A device that was asked for.
    ///
    /// @throws UsageException when the tape has no such device, naming those it has
    public void requireDevice(String device) throws IOException {
        if (!devices().contains(device)) {
            throw new UsageException(
                    "--device " + device + ": no such device on this tape; there are " + String.join(", ", devices()));
        }
    }

    /// A time that was asked for, counted from the first event.
    public OptionalLong sinceStartNs(@Nullable TapeTime time) {
        if (time == null) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(time.sinceStart() ? time.ns() : time.ns() - firstNs());
    }

    /// Two times that were asked for as the borders of a part, counted from the first event. A border beyond the
    /// other end merely leaves all of the tape.
    ///
    /// @throws UsageException when nothing of the tape lies between them
    public void requirePart(OptionalLong fromNs, OptionalLong toNs) {
        if (fromNs.isPresent() && fromNs.getAsLong() > lengthNs()) {
            throw outside("--from");
        }
        if (toNs.isPresent() && toNs.getAsLong() < 0) {
            throw outside("--to");
        }
        if (fromNs.isPresent() && toNs.isPresent() && fromNs.getAsLong() > toNs.getAsLong()) {
            throw new UsageException("--from is later than --to: nothing lies between them");
        }
    }

    /// What to say of an option that asks for a time the tape does not reach.
    public UsageException outside(String option) {
        return new UsageException(
                option + ": outside of this tape, which lasts from " + firstNs() + " for " + lengthNs()
                        + " ns; a bare number is such a time, one with a unit (20ms, 1.5s) is counted from its begin");
    }

    /// The CPUs that recorded something.
    public Set<Integer> cpus() throws IOException {
        boolean[] seen = new boolean[1 << Character.SIZE];
        for (Map.Entry<TapeTable, TapeColumn> table : CPU_COLUMNS.entrySet()) {
            try (BufferAllocator allocator = new RootAllocator();
                    TableReader reader = tape.reader(table.getKey(), List.of(table.getValue()), allocator)) {
                while (reader.loadNextBatch()) {
                    UInt2Vector cpus =
                            (UInt2Vector) reader.getVectorSchemaRoot().getVector(0);
                    for (int row = 0; row < cpus.getValueCount(); row++) {
                        seen[cpus.get(row)] = true;
                    }
                }
            }
        }
        Set<Integer> cpus = new TreeSet<>();
        for (int cpu = 0; cpu < seen.length; cpu++) {
            if (seen[cpu]) {
                cpus.add(cpu);
            }
        }
        return cpus;
    }

    /// Which of some threads the tape has nothing of.
    public Set<Integer> strangers(List<Integer> pids) throws IOException {
        Set<Integer> strangers = new TreeSet<>(pids);
        for (Map.Entry<TapeTable, TapeColumn> table : PID_COLUMNS.entrySet()) {
            try (BufferAllocator allocator = new RootAllocator();
                    TableReader reader = tape.reader(table.getKey(), List.of(table.getValue()), allocator)) {
                while (!strangers.isEmpty() && reader.loadNextBatch()) {
                    IntVector recorded =
                            (IntVector) reader.getVectorSchemaRoot().getVector(0);
                    for (int row = 0; row < recorded.getValueCount(); row++) {
                        if (!recorded.isNull(row)) {
                            strangers.remove(recorded.get(row));
                        }
                    }
                }
            }
        }
        return strangers;
    }

    /// Time of the first event; 0 for an empty tape.
    public long firstNs() {
        try (BufferAllocator allocator = new RootAllocator()) {
            return TapeStart.of(NamedTape.of(tape), allocator);
        }
    }

    /// From the first event to the last.
    public long lengthNs() {
        String lastNs = tape.manifest().host().getOrDefault(LAST_NS, "");
        return lastNs.matches("\\d{1,18}") ? Long.parseLong(lastNs) - firstNs() : Long.MAX_VALUE;
    }
}
