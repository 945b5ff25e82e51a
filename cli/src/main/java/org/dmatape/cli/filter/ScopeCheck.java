// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.filter;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.UInt2Vector;
import org.dmatape.analyze.database.Scope;
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

/// Holds a filter against a tape before anything is computed: a value that can match nothing is a mistake of the
/// user's,
/// not an empty answer.
public final class ScopeCheck {

    private static final String FIRST_NS = "first_ts_ns";
    private static final String LAST_NS = "last_ts_ns";

    private final Tape tape;
    private final Scope scope;

    private ScopeCheck(Tape tape, Scope scope) {
        this.tape = tape;
        this.scope = scope;
    }

    /// Refuses a filter that can match nothing on the tape; the message lists what is there.
    ///
    /// @throws UsageException naming the first such value
    public static void check(Tape tape, Scope scope) throws IOException {
        ScopeCheck check = new ScopeCheck(tape, scope);
        check.checkDevice();
        check.checkTimes();
        check.checkCpu();
    }

    private void checkDevice() throws IOException {
        if (scope.device().isEmpty()) {
            return;
        }
        Set<String> names = new TreeSet<>();
        Rows devices =
                TapeTableRows.read(tape, TapeTable.DEVICE, List.of(DeviceColumn.DEVICE, DeviceColumn.VIRTIO_DEVICE));
        while (devices.advance()) {
            for (int i = 0; i < 2; i++) {
                if (devices.value(i) instanceof String name) {
                    names.add(name);
                }
            }
        }
        if (!names.contains(scope.device().get())) {
            throw new UsageException("--device " + scope.device().get() + ": no such device on this tape; there are "
                    + String.join(", ", names));
        }
    }

    private void checkTimes() {
        long lastNs = fact(LAST_NS) - fact(FIRST_NS);
        if (scope.fromNs().isPresent() && scope.fromNs().getAsLong() > lastNs) {
            throw new UsageException("--from " + scope.fromNs().getAsLong() + " ns: the tape's last event is " + lastNs
                    + " ns after its first");
        }
        if (scope.fromNs().isPresent()
                && scope.toNs().isPresent()
                && scope.fromNs().getAsLong() > scope.toNs().getAsLong()) {
            throw new UsageException("--from is later than --to: nothing lies between them");
        }
    }

    private long fact(String name) {
        try {
            return Long.parseLong(tape.manifest().host().getOrDefault(name, "0"));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private void checkCpu() throws IOException {
        if (scope.cpu().isEmpty()) {
            return;
        }
        SortedSet<Integer> cpus = new TreeSet<>();
        addCpus(TapeTable.DMA_OP, DmaOpColumn.CPU, cpus);
        addCpus(TapeTable.VQ_OP, VqOpColumn.CPU, cpus);
        addCpus(TapeTable.IOMMU_OP, IommuOpColumn.CPU, cpus);
        if (!cpus.contains(scope.cpu().getAsInt())) {
            throw new UsageException(
                    "--cpu " + scope.cpu().getAsInt() + ": this tape has nothing of that CPU; there are "
                            + cpus.stream().map(String::valueOf).toList());
        }
    }

    /// Reads one narrow column; the others are not even decompressed.
    private void addCpus(TapeTable table, TapeColumn column, SortedSet<Integer> cpus) throws IOException {
        boolean[] seen = new boolean[1 << Character.SIZE];
        try (BufferAllocator allocator = new RootAllocator();
                TableReader reader = tape.reader(table, List.of(column), allocator)) {
            while (reader.loadNextBatch()) {
                UInt2Vector vector = (UInt2Vector) reader.getVectorSchemaRoot().getVector(0);
                for (int row = 0; row < vector.getValueCount(); row++) {
                    seen[vector.get(row)] = true;
                }
            }
        }
        for (int cpu = 0; cpu < seen.length; cpu++) {
            if (seen[cpu]) {
                cpus.add(cpu);
            }
        }
    }
}
