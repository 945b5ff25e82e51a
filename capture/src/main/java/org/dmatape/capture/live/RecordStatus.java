// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.live;

import java.time.Duration;
import java.util.List;
import org.dmatape.format.manifest.EventCount;

/// How a recording is getting on.
///
/// @param elapsed time since it began
/// @param events events so far
/// @param counts how often each event occurred so far, in the present tape
/// @param lostEvents events lost so far, as far as the kernel counted them
/// @param lossSpans how often events were lost so far
/// @param mappings maps, unmaps and what they cost
/// @param tapeBytes size of the present tape
public record RecordStatus(
        Duration elapsed,
        long events,
        List<EventCount> counts,
        long lostEvents,
        long lossSpans,
        MappingStatus mappings,
        long tapeBytes) {

    public RecordStatus {
        counts = List.copyOf(counts);
    }

    /// Mappings so far.
    ///
    /// @param maps buffers mapped
    /// @param unmaps buffers unmapped
    /// @param p50Ns half of the mappings took no longer than that; -1 while none was timed
    /// @param p99Ns 99 of 100 mappings took no longer than that; -1 while none was timed
    public record MappingStatus(long maps, long unmaps, long p50Ns, long p99Ns) {}
}
