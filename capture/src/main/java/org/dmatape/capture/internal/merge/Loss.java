// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.merge;

/// Events of one CPU that are missing from a recording.
///
/// @param sourceId number of the buffer in table `source`
/// @param cpu CPU
/// @param fromNs time of the last event before the loss, or [#BEGIN]
/// @param toNs time of the first event after it, or [#END]
/// @param events how many, -1 where the kernel did not count them
/// @param fromEventId last row made before the loss on that CPU, -1 for none
/// @param toEventId first row after it, or [#END]
public record Loss(int sourceId, int cpu, long fromNs, long toNs, long events, long fromEventId, long toEventId) {

    /// Stands for the time and the row at the end of the recording: no event of that CPU follows the loss.
    public static final long END = Long.MAX_VALUE;

    /// Stands for the begin of the recording: no event of that CPU precedes the loss.
    public static final long BEGIN = Long.MIN_VALUE;

    private static final int NO_ROW = -1;

    /// Events that are known to be missing, but not where in a span of time: no row can be said to come before or
    /// after.
    public static Loss somewhere(int sourceId, int cpu, TimeSpan span, long events) {
        return new Loss(sourceId, cpu, span.firstNs(), span.lastNs(), events, NO_ROW, END);
    }

    /// The same loss, kept within a span of time.
    public Loss within(TimeSpan span) {
        return new Loss(
                sourceId,
                cpu,
                Math.max(fromNs, span.firstNs()),
                Math.min(toNs, span.lastNs()),
                events,
                fromEventId,
                toEventId);
    }
}
