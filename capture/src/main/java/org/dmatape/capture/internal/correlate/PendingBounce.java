// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.correlate;

/// Bounces, already rows: the mapping of the same memory follows them, one for a page, several for a scatterlist.
public final class PendingBounce {

    private static final int MOST = 128;

    private final long[] rows = new long[MOST];
    private final long[] physAddresses = new long[MOST];
    private int count;

    /// Expects the mapping of that memory; the oldest expectation is given up when there are too many.
    public void expect(long row, long physAddress) {
        if (count == MOST) {
            remove(0);
        }
        rows[count] = row;
        physAddresses[count] = physAddress;
        count++;
    }

    /// Takes the latest row for a mapping of that memory, or -1.
    public long take(long physAddress) {
        for (int i = count - 1; i >= 0; i--) {
            if (physAddresses[i] == physAddress) {
                long row = rows[i];
                remove(i);
                return row;
            }
        }
        return OperationFrame.NO_ROW;
    }

    /// Nothing is pending any more.
    public void clear() {
        count = 0;
    }

    private void remove(int index) {
        count--;
        System.arraycopy(rows, index + 1, rows, index, count - index);
        System.arraycopy(physAddresses, index + 1, physAddresses, index, count - index);
    }
}
