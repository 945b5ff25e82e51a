// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.bench.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import org.dmatape.capture.recording.ByteOrigin;
import org.dmatape.capture.recording.RecordingException;
import org.dmatape.capture.ringbuffer.MemoryBudget;
import org.dmatape.capture.ringbuffer.PageLayout;
import org.dmatape.capture.ringbuffer.PageWalker;
import org.dmatape.capture.ringbuffer.PooledBlock;
import org.dmatape.capture.ringbuffer.WalkedEvents;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/// Finding the events in one page of the ring buffer.
public class PageWalkBenchmark extends KernelBenchmark {

    private static final ByteOrigin NO_FILE = (offset, expected, found) ->
            RecordingException.ofDamage("offset " + offset + ": expected " + expected + ", found " + found);

    private static final long MOST_BYTES = 1 << 20;

    /// Bytes of a record: a timer's, a mapping's, one with texts.
    @Param({"16", "56", "112"})
    public int recordBytes = 56;

    private final PageWalker walker = new PageWalker(PageLayout.LONG_64, ByteOrder.LITTLE_ENDIAN);
    private final Arena arena = Arena.ofShared();
    private final WalkedEvents events =
            new PooledBlock(0, new MemoryBudget(arena, MOST_BYTES, MOST_BYTES), block -> {}).events();
    private MemorySegment page = MemorySegment.NULL;

    /// Fills the page.
    @Setup
    public void fill() {
        page = RingPage.full(arena, recordBytes);
    }

    /// Walks it.
    ///
    /// @return the time of the last event, in ns
    @Benchmark
    public long walk(EventCounter counter) {
        events.clear();
        walker.walk(page, 0, RingPage.PAGE_BYTES, events, NO_FILE);
        counter.events += events.count();
        return events.tsNs(events.count() - 1);
    }

    /// Frees the page.
    @TearDown
    public void free() {
        arena.close();
    }
}
