// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.policy.internal.iommu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Addresses taken and given back at random, by seeds that the test's name shows.
class IovaSpaceTest {

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
}
