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
import java.util.stream.IntStream;
import org.dmatape.capture.recording.CpuStream;
import org.dmatape.capture.recording.EventBlock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A merge in rounds gives what a merge of everything at once gives, however the events arrive.
class LiveMergeTest {

    private static final int CPUS = 3;
    private static final int ROUNDS = 50;

    /// An event as the merge showed it.
    private record Seen(long tsNs, int cpu) {}

    private final List<GrowingStream> streams =
            IntStream.range(0, CPUS).mapToObj(GrowingStream::new).toList();
    private final List<Seen> arrived = new ArrayList<>();
    private final List<Seen> merged = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void roundsGiveTheOrderOfOneMerge(long seed) {
        Random random = new Random(seed);
        List<NumberedStream> numbered = streams.stream()
                .map(stream -> new NumberedStream(stream, 0, false))
                .toList();
        try (EventMerger merger = new EventMerger(numbered, _ -> {})) {
            long now = 0;
            for (int round = 0; round < ROUNDS; round++) {
                long complete = arriveFrom(now, round, random);
                now = Math.max(now + random.nextInt(60), complete);
                long completeUntilNs = now - 30;
                merger.goOn(completeUntilNs);
                drain(merger);
                assertThat(merged).allMatch(seen -> seen.tsNs() < completeUntilNs);
            }
            streams.forEach(GrowingStream::end);
            merger.goOn(Long.MAX_VALUE);
            drain(merger);
        }
        arrived.sort(Comparator.comparingLong(Seen::tsNs).thenComparingInt(Seen::cpu));
        assertThat(merged).isEqualTo(arrived);
    }

    /// Some events of every CPU; CPU 2 is idle most of the time.
    ///
    /// @return time of the latest one
    private long arriveFrom(long fromNs, int round, Random random) {
        long latestNs = fromNs;
        for (GrowingStream stream : streams) {
            boolean isIdle = stream.cpu() == 2 && round % 7 != 0;
            long[] times = new long[isIdle ? 0 : random.nextInt(20)];
            long ts = fromNs;
            for (int i = 0; i < times.length; i++) {
                ts += random.nextInt(10);
                times[i] = ts;
                arrived.add(new Seen(ts, stream.cpu()));
            }
            stream.arrive(times);
            latestNs = Math.max(latestNs, ts);
        }
        return latestNs;
    }

    private void drain(EventMerger merger) {
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
