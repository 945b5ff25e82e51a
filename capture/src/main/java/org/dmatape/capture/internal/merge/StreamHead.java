// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.merge;

import java.util.Optional;
import org.dmatape.capture.recording.CpuStream;
import org.dmatape.capture.recording.EventBlock;
import org.jspecify.annotations.Nullable;

/// Where the merge stands in one stream of events.
final class StreamHead implements AutoCloseable {

    private final CpuStream stream;
    private final int sourceId;
    private final boolean bigEndian;
    private @Nullable EventBlock block;
    private int index;
    /// Time of the event the head stands on; the merge compares it more often than it changes.
    private long tsNs;
    private int nextLoss;
    private final LastEvents last = new LastEvents();
    private final CarriedLosses carried = new CarriedLosses();

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
        return tsNs;
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

    /// Whether the stream may have more later although it has nothing now.
    boolean isDry() {
        return block == null && stream.mayGoOn();
    }

    /// Moves to the first event, or to the first that came since the stream ran dry; reports losses at the very end
    /// of an empty stream.
    boolean start(LossSink losses) {
        return loadBlock(losses);
    }

    /// Leaves the current event, of which the rows up to `eventId` were made.
    ///
    /// @return false at the end of the stream
    boolean advance(long eventId, LossSink losses) {
        EventBlock here = current();
        last.left(here.cpu(index), tsNs, eventId);
        index++;
        if (index == here.count()) {
            return loadBlock(losses);
        }
        tsNs = here.tsNs(index);
        return true;
    }

    /// Reports what is missing right before the event the head stands on.
    void reportLosses(long nextEventId, LossSink losses) {
        EventBlock here = current();
        if (here.lossCount() == 0 && carried.isEmpty()) {
            return;
        }
        carried.report(sourceId, last, tsNs, nextEventId, losses);
        while (nextLoss < here.lossCount() && here.lossBeforeIndex(nextLoss) <= index) {
            int cpu = here.lossCpu(nextLoss);
            long events = here.lossEvents(nextLoss);
            losses.lost(new Loss(sourceId, cpu, last.tsNs(cpu), tsNs, events, last.eventId(cpu), nextEventId));
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
            if (next.isEmpty() && stream.mayGoOn()) {
                return false;
            }
            if (next.isEmpty()) {
                carried.report(sourceId, last, Loss.END, Loss.END, losses);
                return false;
            }
            block = next.get();
            index = 0;
            nextLoss = 0;
            if (next.get().count() > 0) {
                tsNs = next.get().tsNs(0);
                return true;
            }
        }
    }

    private void carryLosses(EventBlock old) {
        for (; nextLoss < old.lossCount(); nextLoss++) {
            carried.add(old.lossCpu(nextLoss), old.lossEvents(nextLoss));
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
