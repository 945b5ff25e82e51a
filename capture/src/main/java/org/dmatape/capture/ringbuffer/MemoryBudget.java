// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.ringbuffer;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// The memory that all blocks of one recording may take together. A damaged or hostile file can ask for any
/// amount; it gets no more than this.
public final class MemoryBudget {

    /// At worst every 8 bytes are an event, which takes 16 bytes in the arrays of [WalkedEvents].
    public static final int COST_PER_BYTE = 3;

    private final Arena arena;
    private final long limitBytes;
    private final AtomicLong takenBytes = new AtomicLong();

    /// A budget whose memory lives as long as the arena.
    public MemoryBudget(Arena arena, long limitBytes) {
        this.arena = arena;
        this.limitBytes = limitBytes;
    }

    /// Bytes all blocks may take together.
    public long limitBytes() {
        return limitBytes;
    }

    /// Whether there is room enough to work ahead.
    boolean isAmple() {
        return takenBytes.get() <= limitBytes / 2;
    }

    /// Memory of that size for the bytes of a block, or nothing when the budget does not allow it. The arrays that go
    /// with the bytes count, too.
    Optional<MemorySegment> allocate(long sizeBytes) {
        long costBytes = sizeBytes * COST_PER_BYTE;
        if (takenBytes.addAndGet(costBytes) > limitBytes) {
            takenBytes.addAndGet(-costBytes);
            return Optional.empty();
        }
        return Optional.of(arena.allocate(sizeBytes, Long.BYTES));
    }
}
