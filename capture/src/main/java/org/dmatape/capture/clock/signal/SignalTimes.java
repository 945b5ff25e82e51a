// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock.signal;

import java.util.Arrays;
import java.util.BitSet;

/// When one kind of signal of one queue happened, in order. Memory is bounded: of more than [#MOST] the first
/// quarter of that is kept, and of what follows stretches of signals without a gap, spread evenly over all of it.
public final class SignalTimes {

    /// Signals kept of one kind and one queue.
    static final int MOST = 1 << 20;

    private static final int FIRST_CAPACITY = 64;
    /// Pairs are evidence only between others that follow each other closely, on both sides.
    private static final int BLOCK_LENGTH = 64;
    /// With some dozens of them a clock whose rate changes is not followed.
    private static final int LEAST_BLOCKS = 75;

    private final KeptBlocks blocks;
    private final KeptBlocks.Mover mover = this::move;
    private final BitSet breaks = new BitSet();
    private long[] timesNs = new long[FIRST_CAPACITY];
    private int count;
    private boolean isBreak;

    /// @param most signals to keep, a multiple of 256
    SignalTimes(int most) {
        this.blocks = new KeptBlocks(most, most / 4, BLOCK_LENGTH, LEAST_BLOCKS);
    }

    /// Adds a signal; one before its predecessor takes the predecessor's time.
    public void add(long timeNs) {
        boolean takes = blocks.takesNext(mover);
        count = blocks.kept() - (takes ? 1 : 0);
        if (!takes) {
            return;
        }
        if (count == timesNs.length) {
            timesNs = Arrays.copyOf(timesNs, 2 * count);
        }
        if (isBreak) {
            breaks.set(count);
            isBreak = false;
        }
        timesNs[count] = count > 0 ? Math.max(timeNs, timesNs[count - 1]) : timeNs;
        count++;
    }

    private void move(int from, int to, int length) {
        System.arraycopy(timesNs, from, timesNs, to, length);
    }

    /// Signals are missing before the next one. Only for series that fit in.
    void skip() {
        isBreak = true;
    }

    /// How many signals there are.
    public int count() {
        return count;
    }

    /// When a signal happened, on its recording's clock.
    public long at(int index) {
        return timesNs[index];
    }

    /// The signals right before which others were not kept, of a range.
    ///
    /// @param from first signal of the range, which is 0 in what is returned
    /// @param to the one behind the last
    public BitSet gaps(int from, int to) {
        BitSet gaps = breaks.get(from, to);
        for (int index = blocks.firstGap(); index < to; index += BLOCK_LENGTH) {
            if (index >= from && blocks.followsGap(index)) {
                gaps.set(index - from);
            }
        }
        return gaps;
    }

    /// Index of the first signal at or after a time; [#count()] when there is none.
    public int firstAtOrAfter(long timeNs) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (timesNs[middle] < timeNs) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// Signals in a stretch of time, both ends included.
    public int countWithin(long fromNs, long toNs) {
        return Math.max(0, firstAtOrAfter(toNs + 1) - firstAtOrAfter(fromNs));
    }

    /// Of those, how many lie where another series has no gap.
    ///
    /// @param shiftNs from the other series' clock to that of this one
    public int countWithin(long fromNs, long toNs, SignalTimes other, long shiftNs) {
        int within = countWithin(fromNs, toNs);
        BitSet gaps = other.gaps(0, other.count);
        for (int gap = gaps.nextSetBit(0); gap >= 0; gap = gaps.nextSetBit(gap + 1)) {
            long beginNs = gap == 0 ? fromNs : Math.max(fromNs, other.at(gap - 1) + shiftNs + 1);
            within -= countWithin(beginNs, Math.min(toNs, other.at(gap) + shiftNs - 1));
        }
        return other.blocks.endsInGap()
                ? within - countWithin(Math.max(fromNs, other.at(other.count - 1) + shiftNs + 1), toNs)
                : within;
    }
}
