// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.internal.ipc;

import java.util.Arrays;

/// What lies where in the body of one batch: per column a node, per node its buffers.
public final class BodyDirectory {

    private final long[] nullCounts;
    private long[] buffers = new long[64];
    private int nodeCount;
    private int bufferCount;
    private long rows;

    /// Room for a number of columns.
    public BodyDirectory(int columns) {
        nullCounts = new long[columns];
    }

    /// Forgets what it held.
    public void reset(long newRows) {
        rows = newRows;
        nodeCount = 0;
        bufferCount = 0;
    }

    /// The next column.
    public void addNode(long nullCount) {
        nullCounts[nodeCount++] = nullCount;
    }

    /// The next buffer of the column added last.
    public void addBuffer(long offset, long length) {
        if (2 * bufferCount == buffers.length) {
            buffers = Arrays.copyOf(buffers, 2 * buffers.length);
        }
        buffers[2 * bufferCount] = offset;
        buffers[2 * bufferCount + 1] = length;
        bufferCount++;
    }

    long rows() {
        return rows;
    }

    int nodeCount() {
        return nodeCount;
    }

    long nullCount(int node) {
        return nullCounts[node];
    }

    int bufferCount() {
        return bufferCount;
    }

    long bufferOffset(int buffer) {
        return buffers[2 * buffer];
    }

    /// Bytes of a buffer as stored.
    public long bufferLength(int buffer) {
        return buffers[2 * buffer + 1];
    }
}
