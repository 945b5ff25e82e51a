// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.hardware.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.dmatape.replay.hardware.ModelAddressSpace;
import org.dmatape.replay.hardware.Permission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Buffers that share pages, in an address space that refuses what VFIO refuses.
class MappedRunsTest {

    private static final long PAGE_BYTES = 4096;
    private static final int PLACES = 64;
    private static final int STEPS = 3_000;

    private final ModelAddressSpace space = new ModelAddressSpace(PAGE_BYTES);
    private final MappedRuns runs = new MappedRuns(space);
    private final List<Integer> errors = new ArrayList<>();
    private int calls;

    private final CallTimes times = (iova, error, durationNs) -> {
        calls++;
        if (error != 0) {
            errors.add(error);
        }
    };

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyByteOfALiveBufferIsMappedAndNothingIsRefused(long seed) {
        Random random = new Random(seed);
        Map<Integer, List<ByteRange>> live = new HashMap<>();
        for (int step = 0; step < STEPS; step++) {
            int buffer = random.nextInt(40);
            if (live.remove(buffer) == null) {
                List<ByteRange> ranges = ranges(random);
                live.put(buffer, ranges);
                runs.map(buffer, ranges, Permission.READ_WRITE, times);
            } else {
                runs.unmap(buffer, times);
            }
            live.values().forEach(this::assertMapped);
        }
        assertThat(runs.buffers()).isEqualTo(live.size());
        live.keySet().forEach(buffer -> runs.unmap(buffer, times));

        assertThat(errors).isEmpty();
        assertThat(space.ranges()).isZero();
        assertThat(space.peakRanges()).isPositive();
    }

    private static List<ByteRange> ranges(Random random) {
        List<ByteRange> ranges = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            long first = random.nextLong(PLACES * PAGE_BYTES);
            ranges.add(ByteRange.of(first, 1 + random.nextLong(5 * PAGE_BYTES)));
        }
        return ranges;
    }

    private void assertMapped(List<ByteRange> ranges) {
        for (ByteRange range : ranges) {
            for (long at = range.first(); at <= range.last(); at += PAGE_BYTES) {
                assertThat(space.isMapped(at)).isTrue();
            }
            assertThat(space.isMapped(range.last())).isTrue();
        }
    }

    @Test
    void piecesThatLieSideBySideAreOneCall() {
        runs.map(1, List.of(new ByteRange(0x1000, 0x1fff), new ByteRange(0x2000, 0x27ff)), Permission.READ, times);
        assertThat(calls).isEqualTo(1);
        runs.unmap(1, times);
        assertThat(calls).isEqualTo(2);
        assertThat(space.ranges()).isZero();
    }

    @Test
    void aPageOfTwoBuffersIsMappedOnceAndStaysForTheSecond() {
        runs.map(1, List.of(new ByteRange(0x1000, 0x17ff)), Permission.READ, times);
        runs.map(2, List.of(new ByteRange(0x1800, 0x1fff)), Permission.READ, times);
        assertThat(calls).isEqualTo(1);
        runs.unmap(1, times);
        assertThat(calls).isEqualTo(1);
        assertThat(space.isMapped(0x1800)).isTrue();
        runs.unmap(2, times);
        assertThat(space.isMapped(0x1800)).isFalse();
    }

    @Test
    void theLastPageThereIsCanBeMapped() {
        runs.map(1, List.of(ByteRange.of(-0x800, 0x10000)), Permission.READ, times);
        runs.map(2, List.of(ByteRange.of(-0x10, 0x10)), Permission.READ, times);
        assertThat(errors).isEmpty();
        assertThat(space.isMapped(-1)).isTrue();
        runs.unmap(1, times);
        runs.unmap(2, times);
        assertThat(space.ranges()).isZero();
    }
}
