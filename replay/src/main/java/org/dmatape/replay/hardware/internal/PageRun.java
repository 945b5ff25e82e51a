// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.hardware.internal;

/// Pages that one call has mapped, and that are unmapped by one call when no recorded buffer lies in them any more.
final class PageRun {

    private final long iova;
    private final long sizeBytes;
    private int buffers = 1;

    PageRun(long iova, long sizeBytes) {
        this.iova = iova;
        this.sizeBytes = sizeBytes;
    }

    long iova() {
        return iova;
    }

    long sizeBytes() {
        return sizeBytes;
    }

    /// The last byte.
    long last() {
        return iova + sizeBytes - 1;
    }

    /// Another buffer lies in it.
    void join() {
        buffers++;
    }

    /// A buffer is gone.
    ///
    /// @return whether it was the last one
    boolean leave() {
        return --buffers == 0;
    }
}
