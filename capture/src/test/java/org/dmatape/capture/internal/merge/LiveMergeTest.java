// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.merge;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.dmatape.capture.recording.CpuStream;
import org.dmatape.capture.recording.EventBlock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A merge in rounds gives what a merge of everything at once gives, however the events arrive.
class LiveMergeTest {

    private static final int CPUS = 3;

    /// An event as the merge showed it.
    private record Seen(long tsNs, int cpu) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void roundsGiveTheOrderOfOneMerge(long seed) {
        Random random = new Random(seed);
        List<GrowingStream> streams = new ArrayList<>();
        for (int cpu = 0; cpu < CPUS; cpu++) {
            streams.add(new GrowingStream(cpu));
        }
        List<Seen> arrived = new ArrayList<>();
        List<Seen> merged = new ArrayList<>();
        List<NumberedStream> numbered = streams.stream()
                .map(stream -> new NumberedStream(stream, 0, false))
                .toList();
        try (EventMerger merger = new EventMerger(numbered, _ -> {})) {
            long now = 0;
            for (int round = 0; round < 50; round++) {
                long complete = now;
                for (GrowingStream stream : streams) {
                    long ts = now;
                    // CPU 2 is idle most of the time; events after the moment of the round arrive in it, too
                    int count = stream.cpu() == 2 && round % 7 != 0 ? 0 : random.nextInt(20);
                    long[] times = new long[count];
                    for (int i = 0; i < count; i++) {
                        ts += random.nextInt(10);
                        times[i] = ts;
                        arrived.add(new Seen(ts, stream.cpu()));
                    }
                    stream.arrive(times);
                    complete = Math.max(complete, ts);
                }
                now += random.nextInt(60);
                now = Math.max(now, complete);
                long completeUntilNs = now - 30;
                merger.goOn(completeUntilNs);
                drain(merger, merged);
                assertThat(merged).allMatch(seen -> seen.tsNs() < completeUntilNs);
            }
            streams.forEach(GrowingStream::end);
            merger.goOn(Long.MAX_VALUE);
            drain(merger, merged);
        }
        arrived.sort(Comparator.comparingLong(Seen::tsNs).thenComparingInt(Seen::cpu));
        assertThat(merged).isEqualTo(arrived);
    }

    private static void drain(EventMerger merger, List<Seen> merged) {
        while (merger.next(0)) {
            merged.add(new Seen(merger.cursor().tsNs(), merger.cursor().cpu()));
        }
    }

    /// The events of one CPU, as they arrive.
    private static final class GrowingStream implements CpuStream {

        private final int cpu;
        private final Deque<EventBlock> blocks = new ArrayDeque<>();
        private boolean ended;

        GrowingStream(int cpu) {
            this.cpu = cpu;
        }

        void arrive(long[] times) {
            blocks.add(new Times(cpu, times));
        }

        void end() {
            ended = true;
        }

        @Override
        public int cpu() {
            return cpu;
        }

        @Override
        public Optional<EventBlock> next() {
            return Optional.ofNullable(blocks.poll());
        }

        @Override
        public boolean mayGoOn() {
            return !ended;
        }

        @Override
        public void close() {
            blocks.clear();
        }
    }

    /// A block of which only the times matter.
    private static final class Times implements EventBlock {

        private final int cpu;
        private final long[] times;

        Times(int cpu, long[] times) {
            this.cpu = cpu;
            this.times = times;
        }

        @Override
        public MemorySegment memory() {
            return MemorySegment.NULL;
        }

        @Override
        public int count() {
            return times.length;
        }

        @Override
        public long tsNs(int index) {
            return times[index];
        }

        @Override
        public int cpu(int index) {
            return cpu;
        }

        @Override
        public int lossCpu(int loss) {
            throw new IndexOutOfBoundsException(loss);
        }

        @Override
        public long recordOffset(int index) {
            return 0;
        }

        @Override
        public int recordLength(int index) {
            return 0;
        }

        @Override
        public int lossCount() {
            return 0;
        }

        @Override
        public int lossBeforeIndex(int loss) {
            throw new IndexOutOfBoundsException(loss);
        }

        @Override
        public long lossEvents(int loss) {
            throw new IndexOutOfBoundsException(loss);
        }

        @Override
        public void release() {}
    }
}
