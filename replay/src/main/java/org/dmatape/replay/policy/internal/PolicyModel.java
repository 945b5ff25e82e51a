// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.policy.internal;

import org.dmatape.replay.buffer.Buffers;
import org.dmatape.replay.policy.PolicyResult;

/// What one policy does with the recorded operations. A buffer is named by the head of its chain in [Buffers].
abstract class PolicyModel {

    static final String PER_MAP = "one per recorded map";
    static final String PER_UNMAP = "one per recorded unmap";

    private final Buffers buffers;
    private long maps;
    private long unmaps;
    private long mappedBytes;

    PolicyModel(Buffers buffers) {
        this.buffers = buffers;
    }

    final Buffers buffers() {
        return buffers;
    }

    final long maps() {
        return maps;
    }

    final long unmaps() {
        return unmaps;
    }

    final long mappedBytes() {
        return mappedBytes;
    }

    /// A buffer was mapped, or coherent memory allocated, which is not counted as a map.
    final void map(int head, int cpu, long tsNs) {
        if (!buffers.coherent(head)) {
            maps++;
            mappedBytes += buffers.chainBytes(head);
        }
        opened(head, cpu, tsNs);
    }

    /// A buffer was unmapped, or coherent memory freed.
    final void unmap(int head, int cpu, long tsNs) {
        unmaps += buffers.coherent(head) ? 0 : 1;
        closed(head, cpu, tsNs);
    }

    abstract void opened(int head, int cpu, long tsNs);

    abstract void closed(int head, int cpu, long tsNs);

    /// So many bytes of mapped memory were handed over between CPU and device, and would have to be copied.
    void sync(long bytes) {}

    /// The device used a page of a buffer.
    ///
    /// @param page counted over the whole chain
    void access(int head, int page) {}

    /// The device used an address that was mapped before the recording began.
    void accessElsewhere(int domain, long frame) {}

    /// The result at the end of the recording.
    abstract PolicyResult result(long lastNs);
}
