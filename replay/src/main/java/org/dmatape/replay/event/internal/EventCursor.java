// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.event.internal;

import org.dmatape.format.schema.TapeColumn;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.replay.event.EventHandler;
import org.dmatape.replay.event.internal.column.LongColumn;
import org.dmatape.replay.event.internal.column.TableCursor;

/// Goes through a table whose rows are events, or parts of them. They stand in the order of their events.
public abstract class EventCursor extends TableCursor {

    /// What [#eventId()] says behind the last row.
    public static final long AT_END = Long.MAX_VALUE;

    private final LongColumn eventIds;

    EventCursor(TapeTable table, TapeColumn eventIdColumn) {
        super(table);
        eventIds = column(eventIdColumn, new LongColumn());
    }

    /// The event of the current row, or [#AT_END].
    public final long eventId() {
        return ended() ? AT_END : eventIdAt(row());
    }

    final long eventIdAt(int row) {
        return eventIds.get(row);
    }

    /// Hands over the event of the current row and goes to the row behind it.
    ///
    /// @return how many rows it took
    public abstract int deliver(EventHandler handler);
}
