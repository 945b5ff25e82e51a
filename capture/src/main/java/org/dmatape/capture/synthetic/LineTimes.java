// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.synthetic;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dmatape.capture.ringbuffer.PooledBlock;

/// Gives the events of a log times that never go back, block by block in the order of the log. The order of the lines
/// is what happened: a thread takes the time before it writes, and the wall clock may be set back. A line without
/// time takes that of the line before. In a log without any time the events are numbered instead, from 1.
public final class LineTimes {

    /// The time of a line that has none.
    public static final long NO_TIME = Long.MIN_VALUE;

    /// The clock of a log without any time, as [org.dmatape.capture.recording.RecordingBuffer] names it.
    public static final String NO_CLOCK = "order";

    private final boolean stamped;
    private long lastNs;
    private long backwardLines;
    private long largestStepBackNs;

    /// @param stamped whether the log has times at all
    public LineTimes(boolean stamped) {
        this.stamped = stamped;
    }

    /// Settles the times of the next block of the log.
    public void settle(PooledBlock block) {
        long[] times = block.events().timestamps();
        int count = block.count();
        for (int i = 0; i < count; i++) {
            if (!stamped) {
                lastNs++;
            } else if (times[i] >= lastNs) {
                lastNs = times[i];
            } else if (times[i] != NO_TIME) {
                backwardLines++;
                largestStepBackNs = Math.max(largestStepBackNs, lastNs - times[i]);
            }
            times[i] = lastNs;
        }
    }

    /// What was found about the times, as facts of the recording.
    public Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("time_stamps", stamped ? "yes" : "none: times are the numbers of the events");
        if (backwardLines > 0) {
            facts.put("lines_back_in_time", Long.toString(backwardLines));
            facts.put("largest_step_back_ns", Long.toString(largestStepBackNs));
        }
        return facts;
    }
}
