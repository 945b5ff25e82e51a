// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.merge;

/// Told of events that are missing from a recording.
@FunctionalInterface
public interface LossSink {

    /// Stands for the time and the row at the end of the recording: no event of that CPU follows the loss.
    long END = Long.MAX_VALUE;

    /// Stands for the begin of the recording: no event of that CPU precedes the loss.
    long BEGIN = Long.MIN_VALUE;

    /// Events are missing on one CPU.
    ///
    /// @param sourceId buffer
    /// @param cpu CPU
    /// @param fromNs time of the last event before the loss, or [#BEGIN]
    /// @param toNs time of the first event after it, or [#END]
    /// @param events how many, -1 where the kernel did not count them
    /// @param fromEventId last row made before the loss on that CPU, -1 for none
    /// @param toEventId first row after it, or [#END]
    void lost(int sourceId, int cpu, long fromNs, long toNs, long events, long fromEventId, long toEventId);
}
