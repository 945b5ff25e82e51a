// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.dmatape.format.TapeException;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.format.testing.ArrowRows;
import org.dmatape.format.testing.ResealedPart;
import org.dmatape.format.testing.SyntheticRows;
import org.dmatape.format.testing.TestTapes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever the bytes, reading ends in the rows that were written or in a sentence. The allocator is closed
/// every time, which fails when a buffer was forgotten.
class DamagedPartTest {

    private static final TapeTable TABLE = TapeTable.BOUNCE;
    private static final SyntheticRows ROWS = new SyntheticRows(3, 4);
    private static final int COUNT = 40;

    @TempDir
    private Path folder;

    private Tape tape;
    private byte[] whole;
    private List<Map<String, Object>> rows;

    @BeforeEach
    void writeTape() throws IOException {
        tape = TestTapes.write(folder.resolve("a.tape"), ROWS, TABLE, COUNT);
        whole = TestTapes.partBytes(tape, TABLE);
        rows = read(tape);
    }

    @Test
    void everyCutIsNoticed() {
        for (int length = 0; length < whole.length; length += 3) {
            Tape cut = TestTapes.replacePart(tape, TABLE, Arrays.copyOf(whole, length));

            assertThatThrownBy(() -> read(cut))
                    .as("cut at %s", length)
                    .isInstanceOf(TapeException.class)
                    .hasMessageContaining("part-00000.arrow is damaged at offset");
        }
    }

    @Test
    void aFlippedByteIsNoticedOrHarmless() throws IOException {
        for (int i = 0; i < whole.length; i += 3) {
            byte[] flipped = whole.clone();
            flipped[i] ^= (byte) 0xFF;
            readsTheSameOrSays(TestTapes.replacePart(tape, TABLE, flipped));
        }
    }

    @Test
    void aTailOfZerosIsNoticed() {
        byte[] zeros = whole.clone();
        Arrays.fill(zeros, whole.length / 2, whole.length, (byte) 0);
        Tape damaged = TestTapes.replacePart(tape, TABLE, zeros);

        assertThatThrownBy(() -> read(damaged)).isInstanceOf(TapeException.class);
        assertThat(damaged.verify()).isNotEmpty();
    }

    @Test
    void askingAgainAfterAFailureGivesTheSameReason() throws IOException {
        Tape cut = TestTapes.replacePart(tape, TABLE, Arrays.copyOf(whole, whole.length - 9));
        try (BufferAllocator allocator = new RootAllocator();
                TableReader reader = cut.reader(TABLE, allocator)) {
            TapeException first = catchThrowableOfType(TapeException.class, reader::loadNextBatch);

            assertThatThrownBy(reader::loadNextBatch).isSameAs(first);
            assertThat(reader.failure()).containsSame(first);
        }
    }

    @Test
    void aTailOfGarbageIsNoticed() {
        Tape damaged = TestTapes.replacePart(tape, TABLE, Arrays.copyOf(whole, whole.length + 8));

        assertThatThrownBy(() -> read(damaged)).hasMessageContaining("8 bytes behind the end of the stream");
    }

    @Test
    void aLinkToSomewhereElseIsNotFollowed() throws IOException {
        Path elsewhere = folder.resolve("elsewhere");
        Path ofTable = tape.folder().resolve(TABLE.tableName());
        Files.move(ofTable, elsewhere);
        Files.createSymbolicLink(ofTable, elsewhere);

        assertThatThrownBy(() -> Tape.open(tape.folder()))
                .isInstanceOf(TapeException.class)
                .hasMessageContaining("is a link, expected a folder");

        Files.delete(ofTable);
        Files.createDirectory(ofTable);
        Files.createSymbolicLink(ofTable.resolve("part-00000.arrow"), elsewhere.resolve("part-00000.arrow"));

        assertThatThrownBy(() -> Tape.open(tape.folder()))
                .isInstanceOf(TapeException.class)
                .hasMessageContaining("part-00000.arrow is missing");
    }

    /// An attacker repairs the checksums: everything behind them is on its own.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void changedBytesWithRepairedChecksumsDoNoHarm(long seed) throws IOException {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int i = 0; i < 150; i++) {
            byte[] changed = whole.clone();
            while (Arrays.equals(changed, whole) || random.nextInt(3) == 0) {
                changed[random.nextInt(whole.length)] = (byte) interesting(random);
            }
            readsSomethingOrSays(TestTapes.replacePart(tape, TABLE, ResealedPart.of(changed)));
        }
    }

    @Test
    void aMissingPartIsNoticed() throws IOException {
        Files.delete(tape.parts(TABLE).getFirst());

        assertThatThrownBy(() -> Tape.open(tape.folder()))
                .isInstanceOf(TapeException.class)
                .hasMessageContaining("part-00000.arrow is missing");
    }

    @Test
    void aPartOfAnotherTableIsNoticed() {
        Tape swapped = TestTapes.replacePart(tape, TABLE, TestTapes.partBytes(tape, TapeTable.CLOCK));

        assertThatThrownBy(() -> read(swapped)).hasMessageContaining("table bounce has 9");
    }

    private static int interesting(RandomGenerator random) {
        int[] values = {0, 1, 0x7F, 0x80, 0xFF, random.nextInt(256)};
        return values[random.nextInt(values.length)];
    }

    private void readsTheSameOrSays(Tape changed) throws IOException {
        try {
            assertThat(read(changed)).isEqualTo(rows);
        } catch (TapeException said) {
            assertThat(said).hasMessageContaining("part-00000.arrow");
        }
    }

    private static void readsSomethingOrSays(Tape changed) throws IOException {
        try {
            assertThat(read(changed)).hasSize(COUNT);
        } catch (TapeException said) {
            assertThat(said).hasMessageContaining("bounce");
        }
    }

    private static List<Map<String, Object>> read(Tape tape) throws IOException {
        try (BufferAllocator allocator = new RootAllocator();
                TableReader reader = tape.reader(TABLE, allocator)) {
            return ArrowRows.rows(reader);
        }
    }
}
