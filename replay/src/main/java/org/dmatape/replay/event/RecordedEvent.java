// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.event;

/// What every event says. One object per kind of event is filled anew for each.
public abstract sealed class RecordedEvent
        permits DmaOperation,
                VirtqueueOperation,
                IommuOperation,
                IommuFault,
                Bounce,
                DeviceAccess,
                DeviceQueueOperation {

    private long eventId;
    private long tsNs;

    /// Sets what every event says.
    public final void at(long newEventId, long newTsNs) {
        eventId = newEventId;
        tsNs = newTsNs;
    }

    /// Place in the tape's total order; of a scatterlist, that of its first entry.
    public final long eventId() {
        return eventId;
    }

    /// Time on the tape's clock.
    public final long tsNs() {
        return tsNs;
    }
}
