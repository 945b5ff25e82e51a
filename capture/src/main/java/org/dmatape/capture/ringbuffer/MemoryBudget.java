// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.ringbuffer;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// The memory that all blocks of one recording may take together: native memory for the bytes of pages, Java's own for
/// the arrays of [WalkedEvents]. A damaged or hostile file can ask for any amount; it gets no more than this.
public final class MemoryBudget {

    private final Arena arena;
    private final long pageLimitBytes;
    private final long arrayLimitBytes;
    private final AtomicLong pageBytes = new AtomicLong();
    private final AtomicLong arrayBytes = new AtomicLong();

    /// A budget whose native memory lives as long as the arena.
    ///
    /// @param arena where native memory comes from
    /// @param pageLimitBytes native memory that may be taken
    /// @param arrayLimitBytes memory for arrays that may be taken
    public MemoryBudget(Arena arena, long pageLimitBytes, long arrayLimitBytes) {
        this.arena = arena;
        this.pageLimitBytes = pageLimitBytes;
        this.arrayLimitBytes = arrayLimitBytes;
    }

    /// Native memory that may be taken.
    long pageLimitBytes() {
        return pageLimitBytes;
    }

    /// Memory for arrays that may be taken.
    long arrayLimitBytes() {
        return arrayLimitBytes;
    }

    /// Whether there is room enough to work ahead.
    boolean isAmple() {
        return pageBytes.get() <= pageLimitBytes / 2 && arrayBytes.get() <= arrayLimitBytes / 2;
    }

    /// Native memory for pages, or nothing when the budget does not allow it.
    Optional<MemorySegment> allocatePages(long sizeBytes) {
        return take(pageBytes, sizeBytes, pageLimitBytes)
                ? Optional.of(arena.allocate(sizeBytes, Long.BYTES))
                : Optional.empty();
    }

    /// Whether arrays may take so many bytes more; if so, they count as taken.
    boolean takeArrays(long sizeBytes) {
        return take(arrayBytes, sizeBytes, arrayLimitBytes);
    }

    private static boolean take(AtomicLong taken, long sizeBytes, long limitBytes) {
        if (taken.addAndGet(sizeBytes) <= limitBytes) {
            return true;
        }
        taken.addAndGet(-sizeBytes);
        return false;
    }
}
