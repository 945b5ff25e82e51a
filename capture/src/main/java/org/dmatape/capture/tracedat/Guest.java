// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.tracedat;

import java.util.ArrayList;
import java.util.List;
import org.dmatape.capture.tracedat.file.Cursor;
import org.dmatape.capture.tracedat.file.RecordingFile;

/// A guest that was recorded together with its host, as the host's recording says (option GUEST):
///
/// ```
///   0    name, ended by a NUL
///   ..   u64 identity of the guest's recording
///   ..   u32 number of virtual CPUs, for each: u32 virtual CPU, u32 thread of the host it runs on
/// ```
///
/// @param name name of the guest
/// @param traceId identity of the guest's recording
/// @param virtualCpus its virtual CPUs
record Guest(String name, long traceId, List<VirtualCpu> virtualCpus) {

    private static final int VIRTUAL_CPU_BYTES = 2 * Integer.BYTES;

    Guest {
        virtualCpus = List.copyOf(virtualCpus);
    }

    /// A virtual CPU.
    ///
    /// @param cpu number in the guest
    /// @param hostPid thread of the host
    record VirtualCpu(long cpu, long hostPid) {}

    static Guest read(Cursor data) {
        String name = data.name("the name of a guest");
        long traceId = data.u64("the identity of a guest's recording");
        int count = data.count(VIRTUAL_CPU_BYTES, "virtual CPUs");
        List<VirtualCpu> virtualCpus = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long cpu = data.u32("a virtual CPU");
            virtualCpus.add(new VirtualCpu(cpu, data.u32("the thread of a virtual CPU")));
        }
        return new Guest(name, traceId, virtualCpus);
    }

    /// In one line: `vm1, recording 0x1234, virtual CPU 0 is thread 4711, virtual CPU 1 is thread 4712`.
    String text() {
        StringBuilder text = new StringBuilder(name).append(", recording ").append(RecordingFile.hex(traceId));
        for (VirtualCpu virtualCpu : virtualCpus) {
            text.append(", virtual CPU ")
                    .append(virtualCpu.cpu())
                    .append(" is thread ")
                    .append(virtualCpu.hostPid());
        }
        return text.toString();
    }
}
