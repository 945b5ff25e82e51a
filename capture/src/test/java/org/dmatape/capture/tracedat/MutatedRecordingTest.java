// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.tracedat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.dmatape.capture.recording.OpenOptions;
import org.dmatape.capture.recording.Recording;
import org.dmatape.capture.recording.RecordingException;
import org.dmatape.capture.tracedat.compression.Compression;
import org.dmatape.samples.ShippedRecordings;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Recordings with bytes flipped, numbers overwritten and ends cut, thousands of them: each is read or refused, and
/// nothing else happens. A fault shows as another exception, as running out of memory or as running out of time.
@Timeout(300)
final class MutatedRecordingTest {

    private static final int PAGE_BYTES = 4096;

    /// Numbers that overflow, and lengths around those of the format.
    private static final long[] NASTY = {
        0, 1, 3, 4, 0x7fff_ffff, 0x8000_0000L, 0xffff_ffffL, -1, Long.MAX_VALUE, 1 << 20
    };

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void builtRecordings(long seed) throws IOException {
        Random random = new Random(seed);
        byte[] whole = build(random);
        for (int i = 0; i < 300; i++) {
            readOrRefuse(mutate(whole, random, 0));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bugs-612", "blk-strict-612", "net-strict-73"})
    void realRecordings(String name) throws IOException {
        byte[] whole = Files.readAllBytes(ShippedRecordings.locate().traceDat(name));
        Random random = new Random(name.hashCode());
        for (int i = 0; i < 40; i++) {
            // half of them behind the symbol table, which is most of the file
            readOrRefuse(mutate(whole, random, i % 2 == 0 ? 0 : whole.length - 20_000));
        }
    }

    private static byte[] build(Random random) {
        int version = random.nextBoolean() ? 6 : 7;
        ByteOrder order = random.nextBoolean() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        int longBytes = random.nextBoolean() ? 4 : 8;
        Ticks ticks = new Ticks(order, longBytes, PAGE_BYTES);
        return new TraceDatBuilder(version, order, longBytes)
                .compression(Compression.values()[random.nextInt(3)])
                .option(OptionId.OFFSET, "5")
                .option(OptionId.CPU_STATISTICS, "CPU: 0\nentries: 5\nCPU: 2\nentries: 5\n")
                .buffer("", PAGE_BYTES, Map.of(0, ticks.pages(12, 0), 2, ticks.pages(3, 0)))
                .buffer("net", PAGE_BYTES, Map.of(1, ticks.pages(2, 0)))
                .build();
    }

    private static byte[] mutate(byte[] whole, Random random, int begin) {
        byte[] bytes = whole.clone();
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            int at = begin + random.nextInt(bytes.length - begin - Long.BYTES);
            ByteBuffer target = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> target.putInt(at, (int) NASTY[random.nextInt(NASTY.length)]);
                case 2 -> target.putLong(at, NASTY[random.nextInt(NASTY.length)]);
                default -> bytes[at] = (byte) random.nextInt();
            }
        }
        boolean cut = random.nextInt(4) == 0;
        return cut ? Arrays.copyOf(bytes, begin + random.nextInt(bytes.length - begin)) : bytes;
    }

    private void readOrRefuse(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("trace.dat"), bytes);
        for (OpenOptions options : new OpenOptions[] {OpenOptions.DEFAULT, OpenOptions.DEFAULT.withSalvage()}) {
            try (Recording recording = TraceDatRecording.open(file, options)) {
                RecordedEvent.readAll(recording);
                recording.symbols().find(Set.of("start"));
            } catch (RecordingException e) {
                assertThat(e.getMessage()).startsWith(file + ": ").doesNotContain("\n");
            }
        }
    }
}
