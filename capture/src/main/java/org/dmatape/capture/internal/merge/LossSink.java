// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.merge;

/// Told of events that are missing from a recording.
@FunctionalInterface
public interface LossSink {

    /// Events are missing on one CPU.
    ///
    /// @param sourceId buffer
    /// @param cpu CPU
    /// @param fromNs time of the last event before the loss
    /// @param toNs time of the first event after it
    /// @param events how many, -1 where the kernel did not count them
    /// @param fromEventId last row made before the loss on that CPU, -1 for none
    /// @param toEventId first row after it
    void lost(int sourceId, int cpu, long fromNs, long toNs, long events, long fromEventId, long toEventId);
}
