// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.ringbuffer;

import java.util.Arrays;
import org.dmatape.capture.recording.ByteOrigin;

/// What a walk over pages found: when each event happened, where its record lies, and where events are missing.
/// Parallel arrays that grow and are used again, so that walking makes no object per event.
public final class WalkedEvents {

    /// The count of a loss when the kernel did not say how many events it cost.
    public static final long UNKNOWN_LOSS = -1;

    private static final int INITIAL_LOSSES = 4;
    /// Room made at once for events that are added one by one.
    private static final int FEWEST_MORE = 1024;

    private static final int BYTES_PER_EVENT = Long.BYTES + 2 * Integer.BYTES;

    private final MemoryBudget budget;

    long[] tsNs = new long[0];
    int[] recordOffset = new int[0];
    int[] recordLength = new int[0];
    int count;

    private int[] lossBeforeIndex = new int[INITIAL_LOSSES];
    private long[] lossEvents = new long[INITIAL_LOSSES];
    private int lossCount;

    /// No events yet, and what they will need is taken from the budget.
    WalkedEvents(MemoryBudget budget) {
        this.budget = budget;
    }

    /// Forgets everything, keeps the memory.
    public void clear() {
        count = 0;
        lossCount = 0;
    }

    /// Events found.
    public int count() {
        return count;
    }

    /// Time of each event; the first [#count()] entries are valid.
    public long[] timestamps() {
        return tsNs;
    }

    /// Time of one event.
    public long tsNs(int index) {
        return tsNs[index];
    }

    /// Where in memory the record of one event begins.
    public int recordOffset(int index) {
        return recordOffset[index];
    }

    /// Bytes of one event's record, padding included.
    public int recordLength(int index) {
        return recordLength[index];
    }

    /// Places where events are missing.
    public int lossCount() {
        return lossCount;
    }

    /// Index of the first event behind a loss.
    public int lossBeforeIndex(int loss) {
        return lossBeforeIndex[loss];
    }

    /// Events lost there, or [#UNKNOWN_LOSS].
    public long lossEvents(int loss) {
        return lossEvents[loss];
    }

    /// Adds one event.
    ///
    /// @param eventRecordOffset where in memory its record begins
    /// @param eventRecordLength bytes of the record
    /// @param origin names the place when there is no more room
    public void add(long eventTsNs, int eventRecordOffset, int eventRecordLength, ByteOrigin origin) {
        if (count == tsNs.length) {
            reserve(FEWEST_MORE, eventRecordOffset, origin);
        }
        tsNs[count] = eventTsNs;
        recordOffset[count] = eventRecordOffset;
        recordLength[count] = eventRecordLength;
        count++;
    }

    /// Notes that events are missing before the next one.
    public void addLoss(long events) {
        if (lossCount == lossEvents.length) {
            lossBeforeIndex = Arrays.copyOf(lossBeforeIndex, 2 * lossCount);
            lossEvents = Arrays.copyOf(lossEvents, 2 * lossCount);
        }
        lossBeforeIndex[lossCount] = count;
        lossEvents[lossCount] = events < 0 ? UNKNOWN_LOSS : events;
        lossCount++;
    }

    /// Drops what was found behind a mark taken earlier with [#count()] and [#lossCount()].
    public void truncate(int events, int losses) {
        count = Math.min(count, events);
        lossCount = Math.min(lossCount, losses);
    }

    /// Makes room for so many more events, so that a page can be walked without asking again.
    ///
    /// @param origin names the page that needs it when there is no more room
    void reserve(int events, int page, ByteOrigin origin) {
        int needed = count + events;
        if (needed > tsNs.length) {
            int capacity = Math.max(needed, tsNs.length + (tsNs.length >> 1));
            if (!budget.takeArrays((long) (capacity - tsNs.length) * BYTES_PER_EVENT)) {
                throw origin.damaged(
                        page,
                        "events for which " + budget.arrayLimitBytes() + " bytes of memory suffice (more with -Xmx)",
                        "a page with up to " + events + " more");
            }
            tsNs = Arrays.copyOf(tsNs, capacity);
            recordOffset = Arrays.copyOf(recordOffset, capacity);
            recordLength = Arrays.copyOf(recordLength, capacity);
        }
    }
}
