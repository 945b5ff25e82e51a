// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock.signal;

import java.util.Arrays;

/// When one kind of signal of one queue happened, in order. Memory is bounded: of a queue with more signals than
/// [#MOST] the first are kept, and what follows rests on the drift found in them.
public final class SignalTimes {

    /// Signals kept of one kind and one queue.
    static final int MOST = 1 << 20;

    private static final int FIRST_CAPACITY = 64;

    private long[] timesNs = new long[FIRST_CAPACITY];
    private int count;

    /// Adds a signal; one before its predecessor takes the predecessor's time.
    public void add(long timeNs) {
        if (count == MOST) {
            return;
        }
        if (count == timesNs.length) {
            timesNs = Arrays.copyOf(timesNs, 2 * count);
        }
        timesNs[count] = count > 0 ? Math.max(timeNs, timesNs[count - 1]) : timeNs;
        count++;
    }

    /// How many signals there are.
    public int count() {
        return count;
    }

    /// When a signal happened, on its recording's clock.
    public long at(int index) {
        return timesNs[index];
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
}
