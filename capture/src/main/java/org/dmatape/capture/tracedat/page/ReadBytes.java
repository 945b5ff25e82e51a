// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.tracedat.page;

import java.util.concurrent.atomic.AtomicLong;

/// How much of the CPUs' data has been read, counted by all threads that read it.
public final class ReadBytes {

    private final long totalBytes;
    private final AtomicLong readBytes = new AtomicLong();

    /// @param totalBytes what there is to read
    public ReadBytes(long totalBytes) {
        this.totalBytes = totalBytes;
    }

    void add(long sizeBytes) {
        readBytes.addAndGet(sizeBytes);
    }

    /// The part that has been read, 0 to 1.
    public double share() {
        return totalBytes <= 0 ? 0 : Math.min(1, (double) readBytes.get() / totalBytes);
    }
}
