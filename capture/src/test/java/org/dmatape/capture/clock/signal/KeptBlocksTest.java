// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeptBlocksTest {

    private static final int MOST = 1 << 12;
    private static final int FIRST = 1 << 10;
    private static final int BLOCK = 16;
    private static final int PARTS = 8;
    private static final long PAGE_BYTES = 4096;

    private final KeptBlocks blocks = new KeptBlocks(MOST, FIRST, BLOCK, 1);

    @ParameterizedTest
    @ValueSource(ints = {100, MOST, MOST + 1, 3 * MOST, 40 * MOST})
    void whatIsKeptIsInOrderAndItsGapsAreKnown(int entries) {
        int[] kept = kept(entries);

        assertThat(kept.length).isLessThanOrEqualTo(MOST);
        for (int place = 1; place < kept.length; place++) {
            assertThat(kept[place]).isGreaterThan(kept[place - 1]);
            assertThat(blocks.followsGap(place))
                    .as("%d behind %d", kept[place], kept[place - 1])
                    .isEqualTo(kept[place] != kept[place - 1] + 1);
        }
        assertThat(blocks.endsInGap()).isEqualTo(kept[kept.length - 1] != entries - 1);
    }

    @Test
    void aSeriesThatFitsInIsKept() {
        assertThat(kept(MOST)).hasSize(MOST);
        assertThat(blocks.firstGap()).isEqualTo(MOST);
    }

    @ParameterizedTest
    @ValueSource(ints = {3 * MOST, 40 * MOST})
    void behindTheFirstEntriesAllPartsOfALongSeriesAreKeptAlike(int entries) {
        int[] kept = kept(entries);

        int[] ofPart = new int[PARTS];
        Arrays.stream(kept, FIRST, kept.length)
                .forEach(entry -> ofPart[(int) ((long) (entry - FIRST) * PARTS / (entries - FIRST))]++);
        assertThat(kept[FIRST - 1]).isEqualTo(FIRST - 1);
        assertThat(Arrays.stream(ofPart).min().orElseThrow()).isGreaterThan((kept.length - FIRST) / PARTS / 3);
    }

    @Test
    void whereTooFewBlocksWouldBeLeftNoneIs() {
        KeptBlocks few = new KeptBlocks(MOST, FIRST, BLOCK, (MOST - FIRST) / BLOCK / 4);
        for (int entry = 0; entry < 40 * MOST; entry++) {
            few.takesNext((_, _, _) -> {});
        }

        assertThat(few.kept()).isEqualTo(FIRST);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, MOST, MOST + 1, 3 * MOST, 40 * MOST})
    void operationsAreWholeUntilTheFirstThatWasGivenUp(int entries) {
        PageOperations operations = new PageOperations(MOST);
        for (int entry = 0; entry < entries; entry++) {
            operations.add(true, entry, entry, entry, entry * PAGE_BYTES, PAGE_BYTES, 0);
        }

        int whole = 0;
        while (whole < operations.count() && operations.tsNs(whole) == whole) {
            whole++;
        }
        boolean isAll = whole == entries;
        assertThat(operations.wholeUntilNs()).isEqualTo(isAll ? Long.MAX_VALUE : whole - 1);
        assertThat(operations.isWhole(0, whole - 1)).isTrue();
        assertThat(operations.isWhole(0, entries)).isEqualTo(isAll);
        assertThat(operations.isWhole(entries - 1, entries))
                .isEqualTo(operations.lastNs() == entries - 1 && !operations.followsGap(operations.count() - 1));
    }

    @Test
    void ofOperationsOnlyTheFirstMayBeKept() {
        PageOperations operations = new PageOperations(MOST);
        int entries = 0;
        while (!hasOnlyTheFirst(operations, entries)) {
            operations.add(true, entries, entries, entries, entries * PAGE_BYTES, PAGE_BYTES, 0);
            entries++;
        }

        assertThat(operations.count()).isEqualTo(FIRST);
        assertThat(operations.wholeUntilNs()).isEqualTo(FIRST - 1);
        assertThat(operations.isWhole(0, FIRST - 1)).isTrue();
        assertThat(operations.isWhole(FIRST, entries)).isFalse();
    }

    private static boolean hasOnlyTheFirst(PageOperations operations, int entries) {
        return entries > FIRST && operations.count() == FIRST;
    }

    private int[] kept(int entries) {
        int[] places = new int[MOST];
        for (int entry = 0; entry < entries; entry++) {
            if (blocks.takesNext((from, to, count) -> System.arraycopy(places, from, places, to, count))) {
                places[blocks.kept() - 1] = entry;
            }
        }
        return Arrays.copyOf(places, blocks.kept());
    }
}
