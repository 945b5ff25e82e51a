// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.policy.internal.iommu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.dmatape.replay.policy.PolicyOptions.BouncePool;
import org.dmatape.replay.policy.internal.SlotPool;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Allocators and caches against slow ones that are plainly right, by seeds that the test's name shows.
class AllocatorsTest {

    private static final int STEPS = 20_000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void noTwoLiveAddressRangesOverlap(long seed) {
        Random random = new Random(seed);
        IovaSpace space = new IovaSpace(1 + random.nextInt(8), new IovaSpace.Counters());
        TreeMap<Long, Integer> live = new TreeMap<>();
        List<Long> frames = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            int cpu = random.nextInt(4);
            long nowNs = step * 100_000L;
            if (frames.isEmpty() || random.nextInt(100) < 51) {
                int pages = random.nextInt(10) == 0 ? 1 + random.nextInt(100) : 1 + random.nextInt(4);
                long frame = space.take(pages, cpu, nowNs);
                Map.Entry<Long, Integer> below = live.floorEntry(frame);
                Map.Entry<Long, Integer> above = live.ceilingEntry(frame);
                assertThat(below == null || below.getKey() + below.getValue() <= frame)
                        .isTrue();
                assertThat(above == null || frame + pages <= above.getKey()).isTrue();
                live.put(frame, pages);
                frames.add(frame);
            } else {
                int which = random.nextInt(frames.size());
                long frame = frames.set(which, frames.getLast());
                frames.removeLast();
                int pages = live.getOrDefault(frame, 0);
                live.remove(frame);
                space.put(frame, pages, cpu, nowNs);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theCacheForgetsWhatWasNotUsedForLongest(long seed) {
        Random random = new Random(seed);
        int entries = 1 + random.nextInt(16);
        AssociativeCache cache = new AssociativeCache(entries, entries);
        Map<Long, Long> reference = new LinkedHashMap<>(16, 0.75f, true);
        for (int step = 0; step < STEPS; step++) {
            long key = AssociativeCache.key(random.nextInt(2), random.nextInt(entries * 2));
            if (random.nextInt(10) == 0) {
                cache.drop(key);
                reference.remove(key);
                continue;
            }
            assertThat(cache.touch(key)).isEqualTo(reference.put(key, key) != null);
            if (reference.size() > entries) {
                reference.remove(reference.keySet().iterator().next());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void slotsAreTakenOnceAlignedAndWithinASegment(long seed) {
        Random random = new Random(seed);
        SlotPool pool = new SlotPool(new BouncePool(2048, 1 << 20, 128));
        BitSet taken = new BitSet();
        Map<Integer, Integer> live = new TreeMap<>();
        int peak = 0;
        for (int step = 0; step < STEPS; step++) {
            if (random.nextInt(100) < 52) {
                int count = random.nextInt(20) == 0 ? 1 + random.nextInt(128) : 1 + random.nextInt(4);
                int first = pool.take(count);
                if (first == SlotPool.NONE) {
                    continue;
                }
                assertThat(taken.get(first, first + count).isEmpty()).isTrue();
                assertThat(first / 128).isEqualTo((first + count - 1) / 128);
                assertThat(count == 1 || first % 2 == 0).isTrue();
                taken.set(first, first + count);
                live.put(first, count);
                peak = Math.max(peak, taken.cardinality());
            } else if (!live.isEmpty()) {
                int first = live.keySet().iterator().next();
                int count = live.getOrDefault(first, 0);
                live.remove(first);
                taken.clear(first, first + count);
                pool.put(first, count);
            }
        }
        assertThat(pool.peakBytes()).isEqualTo(peak * 2048L);
    }
}
