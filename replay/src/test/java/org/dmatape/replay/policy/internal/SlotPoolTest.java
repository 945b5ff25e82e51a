// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.policy.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.dmatape.replay.policy.PolicyOptions.BouncePool;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Slots taken and given back at random, by seeds that the test's name shows.
class SlotPoolTest {

    private static final int STEPS = 20_000;

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
