// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.policy.internal.iommu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The cache against a slow one that is plainly right, by seeds that the test's name shows.
class AssociativeCacheTest {

    private static final int STEPS = 20_000;

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
}
