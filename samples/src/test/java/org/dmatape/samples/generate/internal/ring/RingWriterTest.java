// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Sub-buffers word by word, against what `kernel/trace/ring_buffer.c` writes.
class RingWriterTest {

    private static final int SUB_BUFFER_BYTES = 4096;
    private static final RingGeometry LITTLE = new RingGeometry(SUB_BUFFER_BYTES, ByteOrder.LITTLE_ENDIAN, 8, false);
    private static final RareEntries NOTHING_RARE = new RareEntries(false, false);

    private final List<byte[]> subBuffers = new ArrayList<>();

    @Test
    void shortRecordsSayTheirLengthInTheHeader() {
        RingWriter ring = ring(LITTLE, NOTHING_RARE);
        assertThat(ring.begin(1000, 0, 9)).isTrue();
        ring.putLong(0, 0x1122334455667788L);
        assertThat(ring.begin(1007, 0, 112)).isTrue();
        ByteBuffer page = finishedPage(ring, LITTLE);
        assertThat(page.getLong(0)).as("time stamp").isEqualTo(1000);
        assertThat(page.getLong(8)).as("commit").isEqualTo(16 + 116);
        assertThat(page.getInt(16)).as("type_len 3, delta 0").isEqualTo(3);
        assertThat(page.getLong(20)).isEqualTo(0x1122334455667788L);
        assertThat(page.getInt(32)).as("type_len 28, delta 7").isEqualTo(7 << 5 | 28);
    }

    @Test
    void longRecordsSayItInAWordOfItsOwn() {
        RingWriter ring = ring(LITTLE, NOTHING_RARE);
        assertThat(ring.begin(1000, 0, 113)).isTrue();
        ByteBuffer page = finishedPage(ring, LITTLE);
        assertThat(page.getInt(16)).as("type_len 0").isZero();
        assertThat(page.getInt(20))
                .as("length without the header, this word included")
                .isEqualTo(120);
        assertThat(page.getLong(8)).as("commit").isEqualTo(124);
    }

    @Test
    void bigEndianHeadersHaveTheTypeOnTop() {
        RingGeometry geometry = new RingGeometry(SUB_BUFFER_BYTES, ByteOrder.BIG_ENDIAN, 4, false);
        RingWriter ring = ring(geometry, NOTHING_RARE);
        assertThat(ring.begin(5, 0, 8)).isTrue();
        assertThat(ring.begin(9, 0, 16)).isTrue();
        ByteBuffer page = finishedPage(ring, geometry);
        assertThat(page.getLong(0)).isEqualTo(5);
        assertThat(page.getInt(8)).as("commit: 12 bytes become 16").isEqualTo(16 + 20);
        assertThat(page.getInt(12)).as("type_len 3").isEqualTo(3 << 27);
        assertThat(page.getInt(28)).as("type_len 4, delta 4").isEqualTo(4 << 27 | 4);
    }

    @Test
    void longPausesAreTimeExtends() {
        RingWriter ring = ring(LITTLE, NOTHING_RARE);
        ring.begin(1000, 0, 16);
        long pause = (5L << 27) + 3;
        ring.begin(1000 + pause, 0, 16);
        ByteBuffer page = finishedPage(ring, LITTLE);
        assertThat(page.getInt(36)).as("type 30, low bits").isEqualTo(3 << 5 | 30);
        assertThat(page.getInt(40)).as("high bits").isEqualTo(5);
        assertThat(page.getInt(44)).as("the record's own delta is 0").isEqualTo(4);
    }

    @Test
    void whatWasLostStandsInTheNextSubBuffer() {
        RingWriter ring = ring(LITTLE, NOTHING_RARE);
        int perSubBuffer = fillSubBuffer(ring, 0);
        ring.loseSubBuffers(1);
        fillSubBuffer(ring, perSubBuffer);
        fillSubBuffer(ring, 2 * perSubBuffer);
        ring.finish();
        assertThat(subBuffers).hasSize(2);
        ByteBuffer after = ByteBuffer.wrap(subBuffers.getFirst()).order(ByteOrder.LITTLE_ENDIAN);
        int dataBytes = (int) after.getLong(8) & 0x3fffffff;
        assertThat(after.getLong(8)).as("both flags, sign-extended").isEqualTo(0xffffffff_c0000000L | dataBytes);
        assertThat(after.getLong(16 + dataBytes)).as("count").isEqualTo(perSubBuffer);
        assertThat(ring.losses()).containsExactly(new RingWriter.MissedEvents(perSubBuffer, true));
        assertThat(ring.eventsByKind()).containsExactly(2L * perSubBuffer);
    }

    @Test
    void recordsLargerThanASubBufferVanish() {
        RingWriter ring = ring(LITTLE, NOTHING_RARE);
        assertThat(ring.begin(1, 0, SUB_BUFFER_BYTES)).isFalse();
        assertThat(ring.begin(1, 0, LITTLE.dataBytes() - 8)).isTrue();
        ring.finish();
        assertThat(ring.eventsByKind()).containsExactly(1L);
    }

    /// Records of 100 bytes until one more would open another sub-buffer; gives how many.
    private static int fillSubBuffer(RingWriter ring, int time) {
        int count = (LITTLE.dataBytes() - 8) / 104;
        for (int i = 0; i < count; i++) {
            ring.begin((long) time + i, 0, 100);
        }
        return count;
    }

    private RingWriter ring(RingGeometry geometry, RareEntries rare) {
        ChunkSink sink = (chunk, used) -> {
            for (int at = 0; at < used; at += SUB_BUFFER_BYTES) {
                subBuffers.add(Arrays.copyOfRange(chunk, at, at + SUB_BUFFER_BYTES));
            }
            return new byte[chunk.length];
        };
        return new RingWriter(geometry, rare, sink, 1);
    }

    private ByteBuffer finishedPage(RingWriter ring, RingGeometry geometry) {
        ring.finish();
        return ByteBuffer.wrap(subBuffers.getFirst()).order(geometry.byteOrder());
    }
}
