// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.dmatape.format.TapeException;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.format.testing.ArrowRows;
import org.dmatape.format.testing.SyntheticRows;
import org.dmatape.format.testing.TestTapes;
import org.dmatape.format.write.internal.CraftedPart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Native code behind the C data interface would follow a wrong index or offset wherever it leads.
class MaliciousTextTest {

    private static final byte[] TEXTS = "sameg\u00EFven".getBytes(UTF_8);
    private static final int[] OFFSETS = {0, 4, TEXTS.length};
    private static final int[] INDICES = {1, 0};

    @TempDir
    private Path folder;

    @Test
    void anHonestPartIsRead() throws IOException {
        assertThat(read(CraftedPart.of(OFFSETS, TEXTS, INDICES)))
                .extracting(row -> row.get("method"))
                .containsExactly("g\u00EFven", "same");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void lies(String expected, byte[] part) {
        assertThatThrownBy(() -> read(part))
                .isInstanceOf(TapeException.class)
                .hasMessageContaining("clock")
                .hasMessageContaining(expected);
    }

    static Stream<Arguments> lies() {
        String index = "uses an entry its dictionary of 2 entries does not have";
        return Stream.of(
                arguments(index, CraftedPart.of(OFFSETS, TEXTS, new int[] {0, 2})),
                arguments(index, CraftedPart.of(OFFSETS, TEXTS, new int[] {-1, 0})),
                arguments(index, CraftedPart.of(OFFSETS, TEXTS, new int[] {Integer.MIN_VALUE, 1})),
                arguments("dictionary of 0 entries", CraftedPart.of(new int[] {0}, new byte[0], new int[] {0, 0})),
                arguments("entry 0 of", CraftedPart.of(new int[] {1, 4, TEXTS.length}, TEXTS, INDICES)),
                arguments("entry 1 of", CraftedPart.of(new int[] {0, 12, TEXTS.length}, TEXTS, INDICES)),
                arguments("entry 1 of", CraftedPart.of(new int[] {0, -4, TEXTS.length}, TEXTS, INDICES)),
                arguments("entry 1 of", CraftedPart.of(new int[] {0, 6, TEXTS.length}, TEXTS, INDICES)),
                arguments("does not have 1048576 bytes", CraftedPart.of(new int[] {0, 4, 1 << 20}, TEXTS, INDICES)),
                arguments("-1 bytes", CraftedPart.of(new int[] {0, 4, -1}, TEXTS, INDICES)),
                arguments("not UTF-8", CraftedPart.of(new int[] {0, 1}, new byte[] {(byte) 0xC3}, new int[] {0, 0})));
    }

    /// 400 MiB of text in a part of some kilobytes: only the last dictionary is held.
    @Test
    void dictionariesThatReplaceEachOtherTakeTheMemoryOfOne() throws IOException {
        byte[] texts = new byte[32 << 20];
        Arrays.fill(texts, (byte) 'x');
        byte[] part = CraftedPart.withRepeatedDictionary(12, new int[] {0, texts.length}, texts, new int[] {0, 0});

        assertThat(part).hasSizeLessThan(texts.length / 100);
        Tape honest = TestTapes.write(folder.resolve("a.tape"), new SyntheticRows(1, 1), TapeTable.CLOCK, 2);
        Tape crafted = TestTapes.replacePart(honest, TapeTable.CLOCK, part);
        try (BufferAllocator allocator = new RootAllocator(4L * texts.length);
                TableReader reader = crafted.reader(TapeTable.CLOCK, allocator)) {
            assertThat(reader.loadNextBatch()).isTrue();
        }
    }

    /// Wherever a length may stand: what a file claims is not allocated.
    @Test
    void lengthsThatAreClaimedAreNotAllocated() throws IOException {
        Tape honest = TestTapes.write(folder.resolve("a.tape"), new SyntheticRows(1, 1), TapeTable.CLOCK, 2);
        byte[] part = CraftedPart.of(OFFSETS, TEXTS, INDICES);
        for (int offset = 0; offset < part.length; offset += Long.BYTES) {
            byte[] lying = part.clone();
            ByteBuffer.wrap(lying).order(ByteOrder.LITTLE_ENDIAN).putLong(offset, 1L << 40);
            Tape crafted = TestTapes.replacePart(honest, TapeTable.CLOCK, lying);
            try (BufferAllocator allocator = new RootAllocator(1 << 20);
                    TableReader reader = crafted.reader(TapeTable.CLOCK, allocator)) {
                assertThat(reader.loadNextBatch()).isTrue();
            } catch (TapeException refused) {
                assertThat(refused).hasMessageContaining("clock");
            }
        }
    }

    private List<Map<String, Object>> read(byte[] part) throws IOException {
        Tape honest = TestTapes.write(folder.resolve("a.tape"), new SyntheticRows(1, 1), TapeTable.CLOCK, 2);
        Tape crafted = TestTapes.replacePart(honest, TapeTable.CLOCK, part);
        try (BufferAllocator allocator = new RootAllocator();
                TableReader reader = crafted.reader(TapeTable.CLOCK, allocator)) {
            return ArrowRows.rows(reader);
        }
    }
}
