// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Held against a map of the library's, with keys that collide.
class KeyTableTest {

    private static final int OPERATIONS = 200_000;
    private static final int SPACES = 3;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void isAMap(long seed) {
        Random random = new Random(seed);
        KeyTable table = new KeyTable();
        Map<List<Long>, Integer> expected = new HashMap<>();
        int keys = 1 << (8 + random.nextInt(6));
        for (int i = 0; i < OPERATIONS; i++) {
            int space = random.nextInt(SPACES);
            long key = (long) random.nextInt(keys) << 12;
            List<Long> pair = List.of((long) space, key);
            switch (random.nextInt(3)) {
                case 0 -> {
                    table.put(space, key, i);
                    expected.put(pair, i);
                }
                case 1 -> {
                    table.remove(space, key);
                    expected.remove(pair);
                }
                default -> assertThat(table.get(space, key)).isEqualTo(expected.getOrDefault(pair, KeyTable.ABSENT));
            }
        }
        expected.forEach((pair, value) ->
                assertThat(table.get(Math.toIntExact(pair.get(0)), pair.get(1))).isEqualTo(value));
    }
}
