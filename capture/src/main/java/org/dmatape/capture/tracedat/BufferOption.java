// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.tracedat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.dmatape.capture.tracedat.file.Cursor;
import org.dmatape.capture.tracedat.page.CpuExtent;

/// A BUFFER option of a version 7 file:
///
///     0    u64  offset of the buffer's section
///     8    name NUL
///     ..   clock NUL
///     ..   u32  bytes of a sub-buffer
///     ..   u32  number of CPUs
///     ..   per CPU: u32 number, u64 offset of its data, u64 bytes
///
/// @param sectionOffset where the buffer's section is
/// @param name name of the instance, empty for the main buffer
/// @param clock trace clock
/// @param subBufferBytes bytes of a sub-buffer
/// @param cpus CPUs that have data
record BufferOption(long sectionOffset, String name, String clock, int subBufferBytes, List<CpuExtent> cpus) {

    private static final int CPU_ENTRY_BYTES = 20;

    /// More CPUs than any kernel supports.
    private static final int HIGHEST_CPU = (1 << 16) - 1;

    BufferOption {
        cpus = List.copyOf(cpus);
    }

    static BufferOption read(Cursor data) {
        long sectionOffset = data.u64("the offset of the buffer's section");
        String name = data.name("the name of the buffer");
        String clock = data.name("the clock of the buffer");
        long sizeOffset = data.position();
        long subBufferBytes = data.u32("the page size of the buffer");
        int cpuCount = data.count(CPU_ENTRY_BYTES, "CPUs");
        List<CpuExtent> cpus = new ArrayList<>();
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < cpuCount; i++) {
            long at = data.position();
            long cpu = data.u32("the number of a CPU");
            if (cpu > HIGHEST_CPU || !seen.add((int) cpu)) {
                throw data.damaged(at, "the number of a further CPU", Long.toString(cpu));
            }
            long offset = data.u64("the offset of the CPU's data");
            long sizeBytes = data.u64("the size of the CPU's data");
            if (sizeBytes != 0) {
                cpus.add(new CpuExtent((int) cpu, offset, sizeBytes));
            }
        }
        // a buffer without data may leave the size out
        int checkedBytes = cpus.isEmpty() && subBufferBytes == 0
                ? SubBufferSize.SMALLEST_BYTES
                : SubBufferSize.checked(subBufferBytes, data, sizeOffset);
        return new BufferOption(sectionOffset, name, clock, checkedBytes, cpus);
    }
}
