// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal.table;

import java.util.Arrays;

/// Where the list of nodes of each mapping begins. Mappings are rows, numbered from 0.
public final class FirstNodes {

    /// No node.
    public static final int NONE = -1;

    private static final int FIRST_CAPACITY = 1 << 10;

    private int[] first = new int[0];

    /// The first node of a row, or [#NONE].
    public int get(int row) {
        return row < first.length ? first[row] : NONE;
    }

    /// Makes a node the first of a row.
    public void set(int row, int node) {
        int length = first.length;
        if (row >= length) {
            first = Arrays.copyOf(first, Math.max(FIRST_CAPACITY, (row + 1) * 2));
            Arrays.fill(first, length, first.length, NONE);
        }
        first[row] = node;
    }
}
