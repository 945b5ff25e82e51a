// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.live;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dmatape.capture.internal.tracefs.TracingInstance;
import org.dmatape.capture.live.internal.source.LiveCpuStream;

/// Watches how full the ring buffers were whenever they were emptied, and makes them larger where that was asked
/// for.
final class BufferWatch {

    private static final int KIB = 1024;
    /// Reading goes on without a pause from here on.
    private static final int HURRY_DIVISOR = 8;
    /// Buffers grow from here on.
    private static final int GROW_DIVISOR = 2;
    /// All buffers together take at most that part of what Java may take.
    private static final int MEMORY_DIVISOR = 4;

    private final TracingInstance instance;
    private final boolean grows;
    private final int pageBytes;
    private final Map<Integer, Long> pagesBefore = new HashMap<>();
    private long perCpuKib;

    BufferWatch(RecordRequest request, TracingInstance instance, int pageBytes) {
        this.instance = instance;
        this.grows = request.buffers().grow();
        this.pageBytes = pageBytes;
        this.perCpuKib = request.buffers().perCpuKib();
    }

    /// Looks at what the last round read.
    ///
    /// @return whether a buffer was so full that the next round should not wait
    boolean isFillingUp(List<LiveCpuStream> streams) {
        long fullestKib = 0;
        for (LiveCpuStream stream : streams) {
            long before = pagesBefore.getOrDefault(stream.cpu(), 0L);
            fullestKib = Math.max(fullestKib, (stream.pagesRead() - before) * pageBytes / KIB);
            pagesBefore.put(stream.cpu(), stream.pagesRead());
        }
        if (grows && fullestKib > perCpuKib / GROW_DIVISOR && mayDouble(streams.size())) {
            perCpuKib *= 2;
            instance.resize(perCpuKib);
        }
        return fullestKib > perCpuKib / HURRY_DIVISOR;
    }

    private boolean mayDouble(int cpus) {
        long mostKib = Runtime.getRuntime().maxMemory() / MEMORY_DIVISOR / KIB;
        return 2 * perCpuKib * cpus <= mostKib;
    }
}
