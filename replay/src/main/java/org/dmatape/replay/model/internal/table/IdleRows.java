// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal.table;

import java.util.Arrays;

/// Rows of a table that are not in use, the longest idle first: what is forgotten when there are too many.
public final class IdleRows {

    /// No row.
    static final int NONE = -1;

    private static final int FIRST_CAPACITY = 1 << 10;

    private int[] before = new int[FIRST_CAPACITY];
    private int[] after = new int[FIRST_CAPACITY];
    private boolean[] idle = new boolean[FIRST_CAPACITY];
    private int oldest = NONE;
    private int newest = NONE;
    private int count;

    /// A row is not in use any more.
    public void add(int row) {
        if (row >= idle.length) {
            int capacity = Math.max(row + 1, idle.length * 2);
            before = Arrays.copyOf(before, capacity);
            after = Arrays.copyOf(after, capacity);
            idle = Arrays.copyOf(idle, capacity);
        }
        if (idle[row]) {
            return;
        }
        idle[row] = true;
        before[row] = newest;
        after[row] = NONE;
        if (newest == NONE) {
            oldest = row;
        } else {
            after[newest] = row;
        }
        newest = row;
        count++;
    }

    /// A row is in use, or forgotten.
    public void remove(int row) {
        if (row >= idle.length || !idle[row]) {
            return;
        }
        idle[row] = false;
        if (before[row] == NONE) {
            oldest = after[row];
        } else {
            after[before[row]] = after[row];
        }
        if (after[row] == NONE) {
            newest = before[row];
        } else {
            before[after[row]] = before[row];
        }
        count--;
    }

    /// The row that has been idle longest, or [#NONE].
    public int oldest() {
        return oldest;
    }

    /// How many rows are idle.
    public int count() {
        return count;
    }
}
