// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.rows;

import org.dmatape.format.schema.LossColumn;
import org.dmatape.format.write.TableAppender;

/// Rows of `loss`.
public final class LossRows {

    private final TableAppender table;
    private long lostEvents;
    private boolean uncounted;

    LossRows(TableAppender table) {
        this.table = table;
    }

    /// Adds a span in which events of one CPU are missing.
    ///
    /// @param events how many, -1 where the kernel did not count them
    /// @param fromEventId last row before, -1 when there is none
    /// @param toEventId first row after, [Long#MAX_VALUE] when there is none
    public void add(int sourceId, int cpu, long fromNs, long toNs, long events, long fromEventId, long toEventId) {
        table.beginRow();
        table.setLong(LossColumn.SOURCE_ID, sourceId);
        table.setLong(LossColumn.CPU, cpu);
        table.setLong(LossColumn.FROM_NS, fromNs);
        table.setLong(LossColumn.TO_NS, toNs);
        if (events >= 0) {
            table.setLong(LossColumn.EVENTS, events);
            lostEvents += events;
        } else {
            uncounted = true;
        }
        if (fromEventId >= 0) {
            table.setLong(LossColumn.FROM_EVENT_ID, fromEventId);
        }
        if (toEventId != Long.MAX_VALUE) {
            table.setLong(LossColumn.TO_EVENT_ID, toEventId);
        }
    }

    /// Rows.
    public long spans() {
        return table.rowCount();
    }

    /// Events lost as far as they were counted.
    public long lostEvents() {
        return lostEvents;
    }

    /// Whether there were losses the kernel did not count.
    public boolean hasUncounted() {
        return uncounted;
    }
}
