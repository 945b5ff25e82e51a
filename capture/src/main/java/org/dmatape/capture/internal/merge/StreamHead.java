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
    private @Nullable EventBlock block;
    private int index;
    private int nextLoss;
    private long lastTsNs = Long.MIN_VALUE;
    private long lastEventId = -1;

    StreamHead(CpuStream stream, int sourceId) {
        this.stream = stream;
        this.sourceId = sourceId;
    }

    int cpu() {
        return stream.cpu();
    }

    int sourceId() {
        return sourceId;
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
        if (here.lossCount() == 0) {
            return;
        }
        while (nextLoss < here.lossCount() && here.lossBeforeIndex(nextLoss) <= index) {
            long tsNs = here.tsNs(index);
            losses.lost(
                    sourceId,
                    cpu(),
                    lastTsNs == Long.MIN_VALUE ? tsNs : lastTsNs,
                    tsNs,
                    here.lossEvents(nextLoss),
                    lastEventId,
                    nextEventId);
            nextLoss++;
        }
    }

    private boolean loadBlock(LossSink losses) {
        while (true) {
            EventBlock old = block;
            if (old != null) {
                reportTrailingLosses(old, losses);
                old.release();
                block = null;
            }
            Optional<EventBlock> next = stream.next();
            if (next.isEmpty()) {
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

    /// Losses behind the last event of a block: the next event of this CPU, if any, comes later than they do.
    private void reportTrailingLosses(EventBlock old, LossSink losses) {
        while (nextLoss < old.lossCount()) {
            losses.lost(sourceId, cpu(), lastTsNs, lastTsNs, old.lossEvents(nextLoss), lastEventId, lastEventId + 1);
            nextLoss++;
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
