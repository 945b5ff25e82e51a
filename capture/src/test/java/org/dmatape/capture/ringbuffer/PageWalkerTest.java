// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.ringbuffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.dmatape.capture.recording.ByteOrigin;
import org.dmatape.capture.recording.RecordingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("machines")
final class PageWalkerTest {

    private static final int PAGE_BYTES = 4096;
    private static final long PAGE_TIME = 1_000_000;
    private static final byte[] EIGHT_BYTES = {1, 2, 3, 4, 5, 6, 7, 8};
    private static final ByteOrigin ORIGIN = (position, expected, found) ->
            new RecordingException("byte " + position + ": expected " + expected + " but found " + found);

    private final ByteOrder order;
    private final int longBytes;
    private final WalkedEvents events = new WalkedEvents(new MemoryBudget(Arena.ofAuto(), 0, 1 << 20));

    PageWalkerTest(ByteOrder order, int longBytes) {
        this.order = order;
        this.longBytes = longBytes;
    }

    static Stream<Arguments> machines() {
        return Stream.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)
                .flatMap(order -> Stream.of(Arguments.of(order, 4), Arguments.of(order, 8)));
    }

    @Test
    void recordsOfEveryShortLengthAreFoundWhereTheyLie() {
        PageBuilder page = page();
        for (int words = 1; words <= 28; words++) {
            page.record(words, new byte[4 * words]);
        }
        walk(page.build());

        assertThat(lengths())
                .isEqualTo(IntStream.rangeClosed(1, 28)
                        .map(words -> 4 * words)
                        .boxed()
                        .toList());
        assertThat(events.recordOffset(0)).isEqualTo(8 + longBytes + 4);
        assertThat(events.recordOffset(27)).isEqualTo(8 + longBytes + 28 * 4 + 4 * (27 * 28) / 2);
        assertThat(events.tsNs(27)).isEqualTo(PAGE_TIME + 28 * 29 / 2);
    }

    @Test
    void longRecordsKeepTheirOddLength() {
        walk(page().longRecord(7, new byte[201]).record(1, EIGHT_BYTES).build());

        assertThat(lengths()).containsExactly(201, 8);
        assertThat(times()).containsExactly(PAGE_TIME + 7, PAGE_TIME + 8);
        assertThat(events.recordOffset(0)).isEqualTo(8 + longBytes + 8);
        assertThat(events.recordOffset(1)).isEqualTo(8 + longBytes + 8 + 204 + 4);
    }

    @Test
    void discardedEventsTakeTimeButAreNotEvents() {
        walk(page().record(1, EIGHT_BYTES)
                .discarded(10, EIGHT_BYTES)
                .record(100, EIGHT_BYTES)
                .build());

        assertThat(times()).containsExactly(PAGE_TIME + 1, PAGE_TIME + 111);
    }

    @Test
    void paddingWithoutDeltaEndsThePage() {
        walk(page().record(1, EIGHT_BYTES).endOfPage().record(1, EIGHT_BYTES).build());

        assertThat(times()).containsExactly(PAGE_TIME + 1);
    }

    @Test
    void timeExtendsAddUp() {
        long day = 86_400_000_000_000L;
        walk(page().timeExtend(day)
                .record(0, EIGHT_BYTES)
                .timeExtend(day)
                .record(5, EIGHT_BYTES)
                .build());

        assertThat(times()).containsExactly(PAGE_TIME + day, PAGE_TIME + 2 * day + 5);
    }

    @Test
    void timeStampsReplaceTheTime() {
        walk(page().record(3, EIGHT_BYTES)
                .timeStamp(5_000_000)
                .record(0, EIGHT_BYTES)
                .record(2, EIGHT_BYTES)
                .build());

        assertThat(times()).containsExactly(PAGE_TIME + 3, 5_000_000L, 5_000_002L);
    }

    @Test
    void timeStampsTakeTheirTopBitsFromTheTimeBefore() {
        long top = 0x1800_0000_0000_0000L;
        walk(new PageBuilder(PAGE_BYTES, order, longBytes, top | 1000)
                .timeStamp(top | 2000)
                .record(0, EIGHT_BYTES)
                .build());

        assertThat(times()).containsExactly(top | 2000);
    }

    @Test
    void timeStampsThatPassedOverCarryIntoTheTopBits() {
        long last = 0x0fff_ffff_ffff_ff00L;
        long next = 0x1000_0000_0000_0010L;
        walk(new PageBuilder(PAGE_BYTES, order, longBytes, last)
                .timeStamp(next)
                .record(0, EIGHT_BYTES)
                .build());

        assertThat(times()).containsExactly(next);
    }

    @Test
    void timeStampsMayStepBackWhenThereAreNoTopBits() {
        walk(page().timeStamp(10).record(0, EIGHT_BYTES).build());

        assertThat(times()).containsExactly(10L);
    }

    @Test
    void lossesStandBeforeTheFirstEventOfTheirPage() {
        byte[] first = page().record(1, EIGHT_BYTES).build();
        byte[] counted = page().record(1, EIGHT_BYTES).lost(43_372).build();
        byte[] uncounted = page().lostUnknown().build();
        byte[] countedUnknown = page().lost(-1).build();
        for (byte[] page : List.of(first, counted, uncounted, countedUnknown)) {
            walk(page);
        }

        assertThat(events.lossCount()).isEqualTo(3);
        assertThat(IntStream.range(0, 3).map(events::lossBeforeIndex)).containsExactly(1, 2, 2);
        assertThat(IntStream.range(0, 3).mapToLong(events::lossEvents)).containsExactly(43_372L, -1L, -1L);
    }

    @Test
    void theLossCountIsUnknownWhenItHasNoRoom() {
        PageBuilder page = new PageBuilder(32 + longBytes, order, longBytes, PAGE_TIME).lostUnknown();
        byte[] bytes = page.record(0, new byte[20]).build();
        int lowCommitByte = order == ByteOrder.BIG_ENDIAN ? 8 + longBytes - 4 : 8 + 3;
        bytes[lowCommitByte] |= (byte) 0xc0;
        new PageWalker(layout(), order).walk(MemorySegment.ofArray(bytes), 0, bytes.length, events, ORIGIN);

        assertThat(events.lossEvents(0)).isEqualTo(WalkedEvents.UNKNOWN_LOSS);
        assertThat(events.count()).isEqualTo(1);
    }

    @Test
    void moreUsedBytesThanThePageHasAreDamage() {
        assertThatThrownBy(() -> walk(page().build(PAGE_BYTES)))
                .isInstanceOf(RecordingException.class)
                .hasMessage("byte 8: expected at most " + (PAGE_BYTES - 8 - longBytes)
                        + " used bytes in a page of 4096 but found 4096");
    }

    @Test
    void anEventThatLeavesItsPageIsDamage() {
        assertThatThrownBy(() -> walk(page().record(0, new byte[100]).build(50)))
                .hasMessage("byte " + (8 + longBytes)
                        + ": expected an event within the 50 bytes left in its page but found one of 104 bytes");
    }

    @Test
    void aLongRecordThatLeavesItsPageIsDamage() {
        byte[] page = page().word(0).word(Integer.MAX_VALUE).word(0).build();

        assertThatThrownBy(() -> walk(page)).hasMessageContaining("found one of 2147483651 bytes");
    }

    @Test
    void aLongRecordShorterThanItsOwnLengthWordIsDamage() {
        byte[] page = page().word(0).word(3).build();

        assertThatThrownBy(() -> walk(page)).hasMessageContaining("expected an event length of at least 4 but found 3");
    }

    @Test
    void aTimeExtendCutInHalfIsDamage() {
        byte[] page = page().timeExtend(1).build(4);

        assertThatThrownBy(() -> walk(page)).isInstanceOf(RecordingException.class);
    }

    @Test
    void aPageCutInItsHeadIsDamage() {
        byte[] page = page().build();

        assertThatThrownBy(
                        () -> new PageWalker(layout(), order).walk(MemorySegment.ofArray(page), 0, 7, events, ORIGIN))
                .hasMessage("byte 0: expected a page head of " + (8 + longBytes) + " bytes but found 7 bytes");
    }

    private PageBuilder page() {
        return new PageBuilder(PAGE_BYTES, order, longBytes, PAGE_TIME);
    }

    private PageLayout layout() {
        return longBytes == Long.BYTES ? PageLayout.LONG_64 : PageLayout.LONG_32;
    }

    private void walk(byte[] page) {
        new PageWalker(layout(), order).walk(MemorySegment.ofArray(page), 0, page.length, events, ORIGIN);
    }

    private List<Long> times() {
        return LongStream.range(0, events.count())
                .map(i -> events.tsNs((int) i))
                .boxed()
                .toList();
    }

    private List<Integer> lengths() {
        return IntStream.range(0, events.count())
                .map(events::recordLength)
                .boxed()
                .toList();
    }
}
