// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.ringbuffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.dmatape.capture.recording.ByteOrigin;
import org.dmatape.capture.recording.CpuStream;
import org.dmatape.capture.recording.EventBlock;
import org.dmatape.capture.recording.RecordingException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class PrefetchingCpuStreamTest {

    private static final int PAGE_BYTES = 512;
    private static final ByteOrigin ORIGIN =
            (position, expected, found) -> new RecordingException("expected " + expected + " but found " + found);

    private final Arena arena = Arena.ofShared();
    private final MemoryBudget budget = new MemoryBudget(arena, 256 << 20, 256 << 20);
    private final ExecutorService oneThread = Executors.newSingleThreadExecutor();

    @AfterEach
    void stop() {
        oneThread.shutdownNow();
        oneThread.close();
        arena.close();
    }

    @Test
    void manyCpusShareOneThreadAndAreReadInTurn() {
        int cpus = 512;
        int blocks = 5;
        List<CpuStream> streams = new ArrayList<>();
        for (int cpu = 0; cpu < cpus; cpu++) {
            streams.add(new PrefetchingCpuStream(cpu, new Pages(blocks), budget, oneThread, 2));
        }
        for (int block = 0; block < blocks; block++) {
            for (CpuStream stream : streams) {
                EventBlock next = stream.next().orElseThrow();
                assertThat(next.tsNs(0)).isEqualTo(block);
                next.release();
            }
        }
        assertThat(streams).allSatisfy(stream -> assertThat(stream.next()).isEmpty());
    }

    @Test
    void oneCpuMayBeReadToItsEndBeforeTheNext() {
        CpuStream first = new PrefetchingCpuStream(0, new Pages(100), budget, oneThread, 2);
        CpuStream second = new PrefetchingCpuStream(1, new Pages(100), budget, oneThread, 2);

        assertThat(readAll(second)).isEqualTo(100);
        assertThat(readAll(first)).isEqualTo(100);
    }

    @Test
    void withoutThreadsTheReaderFillsBlocksItself() {
        Executor never = task -> {};
        try (CpuStream stream = new PrefetchingCpuStream(0, new Pages(3), budget, never, 2)) {
            assertThat(readAll(stream)).isEqualTo(3);
        }
    }

    @Test
    void blocksAreUsedAgain() {
        CpuStream stream = new PrefetchingCpuStream(0, new Pages(1000), budget, oneThread, 2);
        List<MemorySegment> seen = new ArrayList<>();
        for (Optional<EventBlock> next = stream.next(); next.isPresent(); next = stream.next()) {
            MemorySegment memory = next.get().memory();
            if (seen.stream().noneMatch(memory::equals)) {
                seen.add(memory);
            }
            next.get().release();
        }

        assertThat(seen).hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void noMoreThanTheStatedNumberIsFilledAhead() throws Exception {
        Pages pages = new Pages(100);
        CpuStream stream = new PrefetchingCpuStream(0, pages, budget, oneThread, 3);
        stream.next().orElseThrow().release();
        oneThread.shutdown();
        assertThat(oneThread.awaitTermination(30, TimeUnit.SECONDS)).isTrue();

        assertThat(pages.filled.get()).isLessThanOrEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7})
    void damageComesBehindTheWholeBlocksAndStays(int wholeBlocks) {
        CpuStream stream = new PrefetchingCpuStream(0, new Pages(wholeBlocks, true), budget, oneThread, 2);
        for (int i = 0; i < wholeBlocks; i++) {
            stream.next().orElseThrow().release();
        }

        assertThatThrownBy(stream::next).isInstanceOf(RecordingException.class).hasMessageContaining("no more");
        assertThatThrownBy(stream::next).isInstanceOf(RecordingException.class);
    }

    @Test
    void memoryBeyondTheBudgetIsRefused() {
        MemoryBudget small = new MemoryBudget(arena, 1 << 20, 1 << 20);
        PageSource greedy = block -> {
            block.reserve((1 << 20) + 1, ORIGIN);
            return true;
        };
        CpuStream stream = new PrefetchingCpuStream(0, greedy, small, oneThread, 2);

        assertThatThrownBy(stream::next)
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("pages in use that fit into 1048576 bytes of memory together");
    }

    @Test
    void moreEventsThanTheBudgetAreRefused() {
        MemoryBudget small = new MemoryBudget(arena, 1 << 20, 16);
        CpuStream stream = new PrefetchingCpuStream(0, new Pages(1), small, oneThread, 2);

        assertThatThrownBy(stream::next)
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("expected events for which 16 bytes of memory suffice");
    }

    @Test
    void aClosedStreamHasNoMoreBlocks() {
        CpuStream stream = new PrefetchingCpuStream(0, new Pages(100), budget, oneThread, 2);
        EventBlock kept = stream.next().orElseThrow();
        stream.close();
        kept.release();

        assertThat(stream.next()).isEmpty();
    }

    private static int readAll(CpuStream stream) {
        int blocks = 0;
        for (Optional<EventBlock> next = stream.next(); next.isPresent(); next = stream.next()) {
            next.get().release();
            blocks++;
        }
        return blocks;
    }

    /// Blocks of one page with one event each, whose time is the number of the block.
    private static final class Pages implements PageSource {

        private final PageWalker walker = new PageWalker(PageLayout.LONG_64, ByteOrder.LITTLE_ENDIAN);
        private final int count;
        private final boolean damaged;
        private final AtomicInteger filled = new AtomicInteger();

        Pages(int count) {
            this(count, false);
        }

        Pages(int count, boolean damaged) {
            this.count = count;
            this.damaged = damaged;
        }

        @Override
        public boolean fill(PooledBlock block) {
            int number = filled.getAndIncrement();
            if (number >= count) {
                if (damaged) {
                    throw new RecordingException("no more");
                }
                return false;
            }
            MemorySegment memory = block.reserve(PAGE_BYTES, ORIGIN);
            byte[] page = new PageBuilder(PAGE_BYTES, ByteOrder.LITTLE_ENDIAN, Long.BYTES, number)
                    .record(0, new byte[8])
                    .build();
            MemorySegment.copy(MemorySegment.ofArray(page), 0, memory, 0, PAGE_BYTES);
            walker.walk(memory, 0, PAGE_BYTES, block.events(), ORIGIN);
            return true;
        }
    }
}
