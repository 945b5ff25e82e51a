// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.correlate;

import org.jspecify.annotations.Nullable;

/// An operation that has been entered and has not returned yet. Frames are reused: a context makes as many as it is
/// deep.
public final class OperationFrame {

    /// No row yet.
    public static final long NO_ROW = -1;

    private @Nullable TracedFunction function;
    private int entryProbeId;
    private @Nullable OperationFrame outer;
    private long entryNs;
    private long row = NO_ROW;
    private long eventId = NO_ROW;
    private final DmaArguments arguments = new DmaArguments();
    private final EnclosedIommuOps iommuOps = new EnclosedIommuOps();

    void enter(TracedFunction newFunction, int newEntryProbeId, @Nullable OperationFrame newOuter, long newEntryNs) {
        this.function = newFunction;
        this.entryProbeId = newEntryProbeId;
        this.outer = newOuter;
        this.entryNs = newEntryNs;
        this.row = NO_ROW;
        this.eventId = NO_ROW;
        arguments.clear();
        iommuOps.clear();
    }

    /// The function that was entered.
    public TracedFunction function() {
        TracedFunction here = function;
        if (here == null) {
            throw new IllegalStateException("the frame was never entered");
        }
        return here;
    }

    /// What it does.
    public OperationKind kind() {
        return function().kind();
    }

    /// Event id of the probe that saw the entry.
    public int entryProbeId() {
        return entryProbeId;
    }

    /// Whether it was entered from an operation of the same kind, which stands for both.
    public boolean isNested() {
        return outer != null;
    }

    /// The frame that stands for the operation: this one, or the outermost of the same kind around it.
    public OperationFrame root() {
        OperationFrame around = outer;
        return around == null ? this : around;
    }

    /// When it was entered.
    public long entryNs() {
        return entryNs;
    }

    /// Row that stands for the operation in its table, or [#NO_ROW].
    public long row() {
        return row;
    }

    /// Event number of that row.
    public long eventId() {
        return eventId;
    }

    /// Remembers the row that stands for the operation.
    public void standsFor(long newRow, long newEventId) {
        this.row = newRow;
        this.eventId = newEventId;
    }

    /// What the entry probe fetched, of DMA functions.
    public DmaArguments arguments() {
        return arguments;
    }

    /// IOMMU events inside the operation.
    public EnclosedIommuOps iommuOps() {
        return iommuOps;
    }
}
