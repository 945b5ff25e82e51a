// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.machine.queue;

import java.util.function.LongSupplier;
import org.dmatape.samples.generate.internal.machine.kernel.SeededRandom;

/// Slots for buffers in flight: returned in the order of posting, save for a neighbour of the same batch
/// overtaking now and then, and used again in the order in which they came free.
///
/// CPUs are simulated in turn, so a slot may be given back on one CPU at a time that lies in another CPU's
/// future; [#available(long)] sees to it that it is not used before.
final class SlotRing {

    private static final int OVERTAKE_ONE_IN = 8;

    private final int[] free;
    private final long[] freeSinceNs;
    private final int[] posted;
    private final long[] readyAtNs;
    private int freeHead;
    private int freeCount;
    private int postedHead;
    private int postedCount;
    private long lastReadyNs;

    SlotRing(int slots) {
        free = new int[slots];
        freeSinceNs = new long[slots];
        posted = new int[slots];
        readyAtNs = new long[slots];
        for (int slot = 0; slot < slots; slot++) {
            giveBack(slot, Long.MIN_VALUE);
        }
    }

    int slots() {
        return free.length;
    }

    int postedCount() {
        return postedCount;
    }

    /// Whether a slot is free at this time.
    boolean available(long nowNs) {
        return freeCount > 0 && freeSinceNs[free[freeHead]] < nowNs;
    }

    int take() {
        int slot = free[freeHead];
        freeHead = (freeHead + 1) % free.length;
        freeCount--;
        return slot;
    }

    /// Posts slots that were taken, each ready some time after the other.
    ///
    /// @param readyNs gives a time at which one may be ready; it is ready later when those before it are
    void post(int[] slots, int count, LongSupplier readyNs, SeededRandom random) {
        for (int i = 0; i < count; i++) {
            int at = (postedHead + postedCount++) % posted.length;
            int before = (at + posted.length - 1) % posted.length;
            lastReadyNs = Math.max(readyNs.getAsLong(), lastReadyNs + 1);
            posted[at] = slots[i];
            readyAtNs[slots[i]] = lastReadyNs;
            if (i > 0 && random.oneIn(OVERTAKE_ONE_IN)) {
                posted[at] = posted[before];
                posted[before] = slots[i];
                readyAtNs[slots[i]] = readyAtNs[posted[at]];
                readyAtNs[posted[at]] = lastReadyNs;
            }
        }
    }

    /// When a posted buffer is ready.
    long readyNs(int slot) {
        return readyAtNs[slot];
    }

    /// When the buffer posted last is ready.
    long lastReadyNs() {
        return lastReadyNs;
    }

    /// When the next buffer is ready; [Long#MAX_VALUE] when none is posted.
    long nextReadyNs() {
        return postedCount == 0 ? Long.MAX_VALUE : readyAtNs[posted[postedHead]];
    }

    /// Takes the next buffer back, ready or not.
    int complete() {
        int slot = posted[postedHead];
        postedHead = (postedHead + 1) % posted.length;
        postedCount--;
        return slot;
    }

    void giveBack(int slot, long nowNs) {
        freeSinceNs[slot] = nowNs;
        free[(freeHead + freeCount++) % free.length] = slot;
    }
}
