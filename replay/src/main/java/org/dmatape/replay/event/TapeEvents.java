// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.event;

import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.dmatape.format.read.Tape;
import org.dmatape.replay.event.internal.AccessCursor;
import org.dmatape.replay.event.internal.BounceCursor;
import org.dmatape.replay.event.internal.DeviceQueueCursor;
import org.dmatape.replay.event.internal.DmaCursor;
import org.dmatape.replay.event.internal.EventCursor;
import org.dmatape.replay.event.internal.FaultCursor;
import org.dmatape.replay.event.internal.IommuCursor;
import org.dmatape.replay.event.internal.SegmentCursor;
import org.dmatape.replay.event.internal.VirtqueueCursor;

/// The events of a tape, merged from its tables into the tape's total order. Holds a batch of each table, whatever
/// their length.
public final class TapeEvents implements AutoCloseable {

    private final BufferAllocator allocator = new RootAllocator();
    private final List<EventCursor> cursors;
    private long rows;

    /// Opens the tables of a tape.
    ///
    /// @param names get the names met on the way
    public TapeEvents(Tape tape, TapeNames names) {
        // an add comes before its segments, which have its number
        cursors = List.of(
                new DmaCursor(names),
                new VirtqueueCursor(names),
                new SegmentCursor(),
                new IommuCursor(names),
                new BounceCursor(names),
                new AccessCursor(names),
                new DeviceQueueCursor(names),
                new FaultCursor(names));
        try {
            cursors.forEach(cursor -> cursor.open(tape, allocator));
        } catch (RuntimeException failure) {
            close();
            throw failure;
        }
    }

    /// Hands the next event to the handler.
    ///
    /// @return false when there is none left
    public boolean next(EventHandler handler) {
        EventCursor first = cursors.getFirst();
        long least = EventCursor.AT_END;
        for (int i = 0; i < cursors.size(); i++) {
            long eventId = cursors.get(i).eventId();
            if (eventId < least) {
                least = eventId;
                first = cursors.get(i);
            }
        }
        if (least == EventCursor.AT_END) {
            return false;
        }
        rows += first.deliver(handler);
        return true;
    }

    /// The number of the next event, or [Long#MAX_VALUE] when there is none left.
    public long nextEventId() {
        long least = EventCursor.AT_END;
        for (int i = 0; i < cursors.size(); i++) {
            least = Math.min(least, cursors.get(i).eventId());
        }
        return least;
    }

    /// Rows of event tables handed over so far; a scatterlist has one per entry.
    public long rows() {
        return rows;
    }

    @Override
    public void close() {
        cursors.forEach(EventCursor::close);
        allocator.close();
    }
}
