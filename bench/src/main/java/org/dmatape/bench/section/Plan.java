// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.bench.section;

import java.util.List;

/// What to measure, and how often.
///
/// @param importEvents events of the recording on which import and its peers are compared
/// @param ctfEvents events of the trace babeltrace2 decodes
/// @param memoryEvents events of the recordings on which memory is compared, in ascending order
/// @param checkEvents events of the recording that is checked
/// @param largeCheckEvents events of a much larger recording that is checked once, 0 to leave it out
/// @param replayEvents events of the recording that is replayed
/// @param runs runs of everything that takes long
/// @param startRuns runs of everything that takes less than a second
public record Plan(
        long importEvents,
        long ctfEvents,
        List<Long> memoryEvents,
        long checkEvents,
        long largeCheckEvents,
        long replayEvents,
        int runs,
        int startRuns) {

    /// Copies the list.
    public Plan {
        memoryEvents = memoryEvents.stream().sorted().toList();
    }
}
