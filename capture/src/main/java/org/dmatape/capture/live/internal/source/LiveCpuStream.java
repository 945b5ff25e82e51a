// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.live.internal.source;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.dmatape.capture.eventformat.PageFormat;
import org.dmatape.capture.internal.tracefs.RawReader;
import org.dmatape.capture.recording.CpuStream;
import org.dmatape.capture.recording.EventBlock;
import org.dmatape.capture.recording.RecordingException;
import org.dmatape.capture.ringbuffer.MemoryBudget;
import org.dmatape.capture.ringbuffer.PageWalker;
import org.dmatape.capture.ringbuffer.PooledBlock;

/// The events of one CPU of the running kernel: what [#drain()] has read is handed out until there is no more, and
/// then after the next drain. Belongs to one thread.
public final class LiveCpuStream implements CpuStream {

    private static final int BLOCK_BYTES = 256 << 10;
    /// What one drain reads at most, so that a CPU that writes faster than we read does not keep us from the others.
    private static final int MOST_BLOCKS_AT_ONCE = 32;
    private static final int FEWEST_READY = 4;

    private final int cpu;
    private final RawReader reader;
    private final PageWalker walker;
    private final int pageBytes;
    private final PageFill fill;
    private final MemoryBudget budget;
    private final int mostReady;
    private final Deque<EventBlock> ready = new ArrayDeque<>();
    private final Deque<PooledBlock> free = new ArrayDeque<>();
    private long lastReadNs = Long.MIN_VALUE;
    private long pagesRead;
    private boolean ended;

    /// @param mostReadyBytes what may wait for the merge; beyond that, events stay in the kernel's buffer
    LiveCpuStream(
            int cpu, RawReader reader, PageWalker walker, PageFormat pages, MemoryBudget budget, long mostReadyBytes) {
        this.cpu = cpu;
        this.reader = reader;
        this.walker = walker;
        this.pageBytes = pages.subBufferBytes();
        this.fill = new PageFill(pages.layout(), pageBytes);
        this.budget = budget;
        this.mostReady = Math.toIntExact(Math.max(FEWEST_READY, mostReadyBytes / BLOCK_BYTES));
    }

    /// Where its pages come from, for those who want them as they are.
    public RawReader reader() {
        return reader;
    }

    /// Reads what is in the buffer.
    public DrainResult drain() {
        fill.begin();
        for (int blocks = 0; blocks < MOST_BLOCKS_AT_ONCE && ready.size() < mostReady; blocks++) {
            PooledBlock block = emptyBlock();
            DrainResult result = fill(block);
            if (block.isEmpty()) {
                free.add(block);
            } else {
                ready.add(block);
                if (block.count() > 0) {
                    lastReadNs = block.tsNs(block.count() - 1);
                }
            }
            if (result != DrainResult.MORE) {
                return result;
            }
        }
        return DrainResult.MORE;
    }

    private DrainResult fill(PooledBlock block) {
        MemorySegment memory = block.reserve(Math.max(BLOCK_BYTES, pageBytes), this::damaged);
        int usedBytes = 0;
        while (usedBytes + pageBytes <= memory.byteSize()) {
            if (!reader.read(memory, usedBytes, pageBytes)) {
                return DrainResult.EMPTIED;
            }
            pagesRead++;
            walker.walk(memory, usedBytes, pageBytes, block.events(), this::damaged);
            if (fill.isCaughtUp(memory, usedBytes)) {
                return DrainResult.CAUGHT_UP;
            }
            usedBytes += pageBytes;
        }
        return DrainResult.MORE;
    }

    private PooledBlock emptyBlock() {
        PooledBlock used = free.poll();
        PooledBlock block = used == null ? new PooledBlock(cpu, budget, free::add) : used;
        block.events().clear();
        return block;
    }

    private RecordingException damaged(long position, String expected, String found) {
        return new RecordingException("the ring buffer of CPU " + cpu + ", byte " + position
                + " of what was read: expected " + expected + ", found " + found);
    }

    /// Time of the last event that was read.
    public long lastReadNs() {
        return lastReadNs;
    }

    /// Pages read so far.
    public long pagesRead() {
        return pagesRead;
    }

    /// Nothing will be read any more; what was read is still handed out.
    void end() {
        ended = true;
        reader.close();
    }

    @Override
    public int cpu() {
        return cpu;
    }

    @Override
    public Optional<EventBlock> next() {
        return Optional.ofNullable(ready.poll());
    }

    @Override
    public boolean mayGoOn() {
        return !ended;
    }

    @Override
    public void close() {
        reader.close();
    }
}
