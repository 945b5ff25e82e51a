// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal.queue;

import java.util.Arrays;

/// The buffers that never came back. Where many that were posted one after the other did not, their driver has most
/// likely reset the queue and taken them back itself, which is seldom recorded.
final class MissingBuffers {

    /// So many in a row are no accident.
    private static final int LONG_RUN = 8;

    private static final int NUMBER_BITS = 43;
    private static final int FIRST_CAPACITY = 16;

    /// Queue and number of each; numbers of a queue are apart by one where the buffers were neighbours.
    private long[] missing = new long[FIRST_CAPACITY];
    private int count;

    /// A buffer did not come back.
    void add(int queue, long number) {
        if (count == missing.length) {
            missing = Arrays.copyOf(missing, count * 2);
        }
        missing[count++] = key(queue, number);
    }

    /// All are known.
    void sort() {
        Arrays.sort(missing, 0, count);
    }

    /// Whether a buffer is one of many in a row.
    boolean isInLongRun(int queue, long number) {
        int at = Arrays.binarySearch(missing, 0, count, key(queue, number));
        if (at < 0) {
            return false;
        }
        int first = at;
        while (first > 0 && at - first < LONG_RUN && missing[first - 1] == missing[first] - 1) {
            first--;
        }
        int last = at;
        while (last < count - 1 && last - first < LONG_RUN && missing[last + 1] == missing[last] + 1) {
            last++;
        }
        return last - first + 1 >= LONG_RUN;
    }

    private static long key(int queue, long number) {
        return (long) queue << NUMBER_BITS | number;
    }
}
