// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.merge;

import java.util.ArrayList;
import java.util.List;

/// Merges all streams by time; within a stream its own order holds, also where times are equal or step back. Equal
/// times of two streams are decided by their CPU, then by buffer, so that the order is the same in every run. A binary
/// heap of heads; the smallest stays on top as long as it stays smallest, which makes runs of one CPU cheap.
///
/// Streams of a recording that goes on run dry and come back: [#goOn] takes in what they have got since, and says
/// up to which time nothing is missing any more; what is later waits for the next round.
public final class EventMerger implements AutoCloseable {

    private final StreamHead[] heap;
    private final List<StreamHead> all;
    private final List<StreamHead> dry = new ArrayList<>();
    private final EventCursor cursor;
    private final LossSink losses;
    private int size;
    private boolean started;
    /// The stream on top stays there for every event before this time.
    private long topUntilNs = Long.MIN_VALUE;
    private boolean moved;
    private long completeUntilNs = Long.MAX_VALUE;

    /// A merge over these streams.
    public EventMerger(List<NumberedStream> streams, LossSink losses) {
        this.all = new ArrayList<>();
        for (NumberedStream stream : streams) {
            all.add(new StreamHead(stream));
        }
        this.heap = new StreamHead[streams.size()];
        this.cursor = new EventCursor();
        this.losses = losses;
    }

    /// The view that [#next(long)] moves.
    public EventCursor cursor() {
        return cursor;
    }

    /// Shows the events of the first block of every stream, before the merge begins, so that a reader can find out
    /// what kinds of events there are.
    public void survey(Runnable visitor) {
        start();
        for (int i = 0; i < size; i++) {
            StreamHead head = heap[i];
            for (int index = 0; index < head.current().count(); index++) {
                cursor.moveTo(head, index);
                visitor.run();
            }
        }
    }

    /// Begins the next round of a recording that goes on.
    ///
    /// @param newCompleteUntilNs every event before this time has come; [Long#MAX_VALUE] when none will come
    ///     any more
    public void goOn(long newCompleteUntilNs) {
        completeUntilNs = newCompleteUntilNs;
        if (!started) {
            return; // the first event starts all streams
        }
        List<StreamHead> waiting = List.copyOf(dry);
        dry.clear();
        waiting.forEach(this::admit);
        for (int i = size / 2 - 1; i >= 0; i--) {
            siftDown(i);
        }
        topUntilNs = Math.min(tsNsOf(1), tsNsOf(2));
    }

    /// Moves to the next event.
    ///
    /// @param nextEventId number the next row will get; rows below it were made by the events so far
    /// @return false when all streams have ended, or what they have left is for the next round
    public boolean next(long nextEventId) {
        start();
        if (moved) {
            leave(nextEventId - 1);
            moved = false;
        }
        if (size == 0 || (completeUntilNs != Long.MAX_VALUE && heap[0].tsNs() >= completeUntilNs)) {
            return false;
        }
        moved = true;
        heap[0].reportLosses(nextEventId, losses);
        cursor.moveTo(heap[0], heap[0].index());
        return true;
    }

    private void leave(long eventId) {
        StreamHead top = heap[0];
        if (top.advance(eventId, losses)) {
            if (top.tsNs() < topUntilNs) {
                return;
            }
        } else {
            retire(top);
            size--;
            heap[0] = heap[size];
        }
        if (size > 0) {
            siftDown(0);
            topUntilNs = Math.min(tsNsOf(1), tsNsOf(2));
        }
    }

    private void admit(StreamHead head) {
        if (head.start(losses)) {
            heap[size] = head;
            size++;
        } else {
            retire(head);
        }
    }

    private void retire(StreamHead head) {
        if (head.isDry()) {
            dry.add(head);
        } else {
            head.close();
        }
    }

    private long tsNsOf(int position) {
        return position < size ? heap[position].tsNs() : Long.MAX_VALUE;
    }

    private void start() {
        if (started) {
            return;
        }
        started = true;
        all.forEach(this::admit);
        for (int i = size / 2 - 1; i >= 0; i--) {
            siftDown(i);
        }
    }

    private void siftDown(int start) {
        int parent = start;
        StreamHead moving = heap[parent];
        while (true) {
            int child = 2 * parent + 1;
            if (child >= size) {
                break;
            }
            if (child + 1 < size && precedes(heap[child + 1], heap[child])) {
                child++;
            }
            if (!precedes(heap[child], moving)) {
                break;
            }
            heap[parent] = heap[child];
            parent = child;
        }
        heap[parent] = moving;
    }

    private static boolean precedes(StreamHead a, StreamHead b) {
        long aNs = a.tsNs();
        long bNs = b.tsNs();
        if (aNs != bNs) {
            return aNs < bNs;
        }
        return a.cpu() != b.cpu() ? a.cpu() < b.cpu() : a.sourceId() < b.sourceId();
    }

    @Override
    public void close() {
        all.forEach(StreamHead::close);
    }
}
