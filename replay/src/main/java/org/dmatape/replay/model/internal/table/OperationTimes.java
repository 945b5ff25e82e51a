// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal.table;

/// Times noted for operations by their event, the latest of them.
public final class OperationTimes {

    /// Nothing was noted.
    public static final long NEVER = Long.MAX_VALUE;

    /// Where only the driver's side was recorded, what happens inside an operation comes right beside it.
    public static final int FEW = 1 << 12;

    /// Where an access may be judged much later.
    public static final int MANY = 1 << 16;

    private final KeyTable places = new KeyTable();
    private final long[] events;
    private final long[] tsNs;
    private int next;
    private boolean full;

    /// @param capacity operations that are remembered
    public OperationTimes(int capacity) {
        events = new long[capacity];
        tsNs = new long[capacity];
    }

    /// Notes a time, unless an earlier one is.
    public void note(long event, long atNs) {
        int known = places.get(0, event);
        if (known != KeyTable.ABSENT) {
            tsNs[known] = Math.min(tsNs[known], atNs);
            return;
        }
        if (full) {
            places.remove(0, events[next]);
        }
        events[next] = event;
        tsNs[next] = atNs;
        places.put(0, event, next);
        next = (next + 1) % events.length;
        full |= next == 0;
    }

    /// Whether a time is noted for an operation.
    public boolean contains(long event) {
        return places.get(0, event) != KeyTable.ABSENT;
    }

    /// The earliest time noted, or [#NEVER].
    public long get(long event) {
        int place = places.get(0, event);
        return place == KeyTable.ABSENT ? NEVER : tsNs[place];
    }
}
