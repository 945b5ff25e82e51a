// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal.table;

import java.util.Arrays;

/// The largest few of many numbers.
public final class Largest {

    private final long[] rising;
    private int count;

    public Largest(int howMany) {
        rising = new long[howMany];
    }

    /// Keeps a number if it is among the largest.
    public void offer(long number) {
        if (count < rising.length) {
            insert(number, count++);
        } else if (number > rising[0]) {
            System.arraycopy(rising, 1, rising, 0, rising.length - 1);
            insert(number, rising.length - 1);
        }
    }

    /// Whether all of them are larger than a number, and there are as many as asked for.
    public boolean allBeyond(long number) {
        return count == rising.length && rising[0] > number;
    }

    private void insert(long number, int filled) {
        int found = Arrays.binarySearch(rising, 0, filled, number);
        int place = found < 0 ? -found - 1 : found;
        System.arraycopy(rising, place, rising, place + 1, filled - place);
        rising[place] = number;
    }
}
