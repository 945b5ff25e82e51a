// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.tracedat;

import java.util.List;
import org.dmatape.capture.tracedat.page.CpuExtent;

/// One ring buffer and where the data of its CPUs lies.
///
/// @param name name of the instance, empty for the main buffer
/// @param clock trace clock
/// @param subBufferBytes bytes of a sub-buffer
/// @param compressed whether the data comes in compressed chunks
/// @param cpus CPUs that have data
record BufferTable(String name, String clock, int subBufferBytes, boolean compressed, List<CpuExtent> cpus) {

    BufferTable {
        cpus = List.copyOf(cpus);
    }
}
