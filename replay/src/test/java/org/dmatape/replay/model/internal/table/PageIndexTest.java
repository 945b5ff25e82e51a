// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Held against a look at every extent.
class PageIndexTest {

    private static final int ROWS = 200;
    private static final int PAGES = 64;
    private static final int STEPS = 20_000;

    private record Extent(int space, long first, long size) {

        boolean reaches(int inSpace, long page) {
            return space == inSpace && first < ((page + 1) << 12) && first + size > (page << 12);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void knowsWhatReachesIntoAPage(long seed) {
        Random random = new Random(seed);
        PageIndex index = new PageIndex();
        Map<Integer, Extent> extents = new HashMap<>();
        for (int step = 0; step < STEPS; step++) {
            int row = random.nextInt(ROWS);
            if (extents.remove(row) != null) {
                index.remove(row);
            } else {
                Extent extent = new Extent(random.nextInt(2), random.nextInt(PAGES << 12), 1 + random.nextInt(5 << 12));
                extents.put(row, extent);
                index.add(row, extent.space(), extent.first(), extent.size());
            }
            int space = random.nextInt(2);
            long page = random.nextInt(PAGES);
            Set<Integer> expected = new TreeSet<>();
            extents.forEach((candidate, extent) -> {
                if (extent.reaches(space, page)) {
                    expected.add(candidate);
                }
            });
            assertThat(found(index, space, page)).isEqualTo(expected);
        }
    }

    private static Set<Integer> found(PageIndex index, int space, long page) {
        Set<Integer> rows = new TreeSet<>();
        int node = index.firstOfPage(space, page);
        for (; node != PageIndex.NONE; node = index.nextOfPage(node)) {
            rows.add(index.mapping(node));
        }
        return rows;
    }
}
