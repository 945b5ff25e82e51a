// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.merge;

import java.util.Optional;
import org.dmatape.capture.recording.CpuStream;
import org.dmatape.capture.recording.EventBlock;
import org.jspecify.annotations.Nullable;

/// Where the merge stands in the events of one CPU of one buffer.
final class StreamHead implements AutoCloseable {

    private final CpuStream stream;
    private final int sourceId;
    private final boolean bigEndian;
    private @Nullable EventBlock block;
    private int index;
    private int nextLoss;
    private long lastTsNs = LossSink.BEGIN;
    private long lastEventId = -1;
    private int carriedLosses;
    private long carriedEvents;
    private boolean carriedUncounted;

    StreamHead(NumberedStream stream) {
        this.stream = stream.stream();
        this.sourceId = stream.sourceId();
        this.bigEndian = stream.bigEndian();
    }

    int cpu() {
        return stream.cpu();
    }

    int sourceId() {
        return sourceId;
    }

    boolean bigEndian() {
        return bigEndian;
    }

    /// Time of the event the head stands on.
    long tsNs() {
        return current().tsNs(index);
    }

    EventBlock current() {
        EventBlock here = block;
        if (here == null) {
            throw new IllegalStateException("the stream of CPU " + stream.cpu() + " has ended");
        }
        return here;
    }

    int index() {
        return index;
    }

    /// Moves to the first event; reports losses at the very end of an empty stream.
    boolean start(LossSink losses) {
        return loadBlock(losses);
    }

    /// Leaves the current event, of which the rows up to `eventId` were made.
    ///
    /// @return false at the end of the stream
    boolean advance(long eventId, LossSink losses) {
        EventBlock here = current();
        lastTsNs = here.tsNs(index);
        lastEventId = eventId;
        index++;
        return index < here.count() || loadBlock(losses);
    }

    /// Reports what is missing right before the event the head stands on.
    void reportLosses(long nextEventId, LossSink losses) {
        EventBlock here = current();
        if (here.lossCount() == 0 && carriedLosses == 0) {
            return;
        }
        reportCarried(here.tsNs(index), nextEventId, losses);
        while (nextLoss < here.lossCount() && here.lossBeforeIndex(nextLoss) <= index) {
            long tsNs = here.tsNs(index);
            losses.lost(sourceId, cpu(), lastTsNs, tsNs, here.lossEvents(nextLoss), lastEventId, nextEventId);
            nextLoss++;
        }
    }

    private boolean loadBlock(LossSink losses) {
        while (true) {
            EventBlock old = block;
            if (old != null) {
                carryLosses(old);
                old.release();
                block = null;
            }
            Optional<EventBlock> next = stream.next();
            if (next.isEmpty()) {
                reportCarried(LossSink.END, LossSink.END, losses);
                return false;
            }
            block = next.get();
            index = 0;
            nextLoss = 0;
            if (next.get().count() > 0) {
                return true;
            }
        }
    }

    /// Losses behind the last event of a block reach to the next event of this CPU, which may be in another block.
    private void carryLosses(EventBlock old) {
        for (; nextLoss < old.lossCount(); nextLoss++) {
            long events = old.lossEvents(nextLoss);
            carriedUncounted |= events < 0;
            carriedEvents += Math.max(0, events);
            carriedLosses++;
        }
    }

    private void reportCarried(long toNs, long toEventId, LossSink losses) {
        if (carriedLosses > 0) {
            losses.lost(sourceId, cpu(), lastTsNs, toNs, carriedUncounted ? -1 : carriedEvents, lastEventId, toEventId);
            carriedLosses = 0;
            carriedEvents = 0;
            carriedUncounted = false;
        }
    }

    @Override
    public void close() {
        EventBlock here = block;
        if (here != null) {
            here.release();
            block = null;
        }
        stream.close();
    }
}
