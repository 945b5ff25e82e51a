// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.hardware;

import java.util.List;
import org.dmatape.replay.run.Drift;

/// What came of making the mappings of a recording once more.
///
/// @param devices DMA devices whose operations were made, in the order they were met
/// @param times by operation and size, those that there were
/// @param refusals what the address space refused, the most frequent first
/// @param extent the addresses and sizes it took
/// @param leftOut what could not be made
/// @param lossSpans times in which the recording lost events
/// @param elapsedNs from the first operation to the end
/// @param drift how late operations were against their plan
public record HardwareReport(
        List<String> devices,
        List<OperationTimes> times,
        List<Refusal> refusals,
        MappedExtent extent,
        LeftOut leftOut,
        int lossSpans,
        long elapsedNs,
        Drift drift) {

    /// What could not be made.
    ///
    /// @param withoutAddress maps whose address the recording does not tell (scatterlists of Linux 6.1)
    /// @param unmatchedUnmaps unmaps of what was not seen to be mapped
    /// @param stillMapped buffers that were mapped at the end, and were removed then
    public record LeftOut(long withoutAddress, long unmatchedUnmaps, int stillMapped) {}

    /// Operations made.
    public long operations() {
        return times.stream().mapToLong(OperationTimes::operations).sum();
    }

    /// Calls that were refused.
    public long refused() {
        return refusals.stream().mapToLong(Refusal::count).sum();
    }
}
