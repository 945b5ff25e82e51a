// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.bench.kernel;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// A page of the ring buffer, full of events of one size, as `PageWalker` of `capture` describes it.
final class RingPage {

    static final int PAGE_BYTES = 4096;

    private static final ValueLayout.OfInt INT = JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final int TIME_OFFSET = 0;
    private static final int COMMIT_OFFSET = 8;
    private static final int DATA_OFFSET = 16;
    private static final int EVENT_HEADER_BYTES = 4;
    private static final int TYPE_BITS = 5;
    private static final long FIRST_TIME_NS = 1_000_000_000L;
    private static final int DELTA_NS = 700;

    private RingPage() {}

    /// How many events fit.
    static int events(int recordBytes) {
        return (PAGE_BYTES - DATA_OFFSET) / (EVENT_HEADER_BYTES + recordBytes);
    }

    /// A full page.
    ///
    /// @param recordBytes of each event, a multiple of 4, at most 112
    static MemorySegment full(Arena arena, int recordBytes) {
        MemorySegment page = arena.allocate(PAGE_BYTES, Long.BYTES);
        int events = events(recordBytes);
        page.set(LONG, TIME_OFFSET, FIRST_TIME_NS);
        page.set(LONG, COMMIT_OFFSET, (long) events * (EVENT_HEADER_BYTES + recordBytes));
        int header = DELTA_NS << TYPE_BITS | recordBytes / Integer.BYTES;
        long position = DATA_OFFSET;
        for (int event = 0; event < events; event++) {
            page.set(INT, position, header);
            position += EVENT_HEADER_BYTES + recordBytes;
        }
        return page;
    }
}
