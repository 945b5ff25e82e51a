// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.tracedat;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.dmatape.capture.recording.RecordingException;
import org.dmatape.capture.tracedat.compression.Compression;
import org.dmatape.capture.tracedat.file.Section;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is wrong with a recording is said in one sentence that names file, place, what was expected and what is there.
final class DamagedRecordingTest {

    private static final int PAGE_BYTES = 4096;

    /// Offset of the field that leads to the options, in an uncompressed version 7 file.
    private static final int OPTIONS_FIELD = 25;

    @TempDir
    private Path folder;

    @Test
    void aMissingFile() {
        Path file = folder.resolve("missing.dat");

        assertThatThrownBy(() -> RecordedEvent.readAll(file))
                .isInstanceOf(RecordingException.class)
                .hasMessage(file + ": no such file");
    }

    @Test
    void aFolder() {
        assertThatThrownBy(() -> RecordedEvent.readAll(folder))
                .isInstanceOf(RecordingException.class)
                .hasMessage(folder + ": is a directory, expected a trace.dat file");
    }

    @Test
    void anEmptyFile() throws IOException {
        assertRefused(new byte[0], ": is empty, expected a trace.dat file");
    }

    @Test
    void anElfFile() throws IOException {
        assertRefused(
                new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0},
                ": at offset 0x0, expected a trace.dat file, which begins with 17 08 44 74 72 61 63 69 6e 67"
                        + " but found 7f 45 4c 46 02 01 01 00 00 00");
    }

    @Test
    void aFileShorterThanItsMagic() throws IOException {
        assertRefused(
                new byte[] {0x17, 0x08},
                ": at offset 0x0, expected a trace.dat file, which begins with"
                        + " 17 08 44 74 72 61 63 69 6e 67 but found 17 08");
    }

    @Test
    void anUnknownVersion() throws IOException {
        byte[] file = oneCpu(TraceDatBuilder.version7());
        file[10] = '8';

        assertRefused(file, ": at offset 0xa, expected version 6 or 7 of trace.dat but found version \"8\"");
    }

    @Test
    void anUnknownByteOrder() throws IOException {
        byte[] file = oneCpu(TraceDatBuilder.version7());
        file[12] = 2;

        assertRefused(file, ": at offset 0xc, expected byte order 0 (little endian) or 1 (big endian) but found 2");
    }

    @Test
    void anUnknownCompression() throws IOException {
        byte[] file = oneCpu(TraceDatBuilder.version7());
        file[18] = 0x1b;

        assertRefused(file, ": at offset 0x12, expected compression none, zlib or zstd but found \"?one\"");
    }

    @ParameterizedTest
    @CsvSource({"-1", "9223372036854775807", "1000000000"})
    void optionsBehindTheEnd(long offset) throws IOException {
        byte[] file = oneCpu(TraceDatBuilder.version7());
        putLong(file, OPTIONS_FIELD, offset);

        assertRefused(
                file,
                ": at offset 0x" + Long.toHexString(offset) + ", expected 16 bytes of a section header"
                        + " but found the end of the file at 0x" + Integer.toHexString(file.length));
    }

    @Test
    void optionsThatGoInACircle() throws IOException {
        byte[] file = oneCpu(TraceDatBuilder.version7());
        long options = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong(OPTIONS_FIELD);
        putLong(file, file.length - Long.BYTES, options);

        assertRefused(
                file,
                ": at offset 0x" + Long.toHexString(options)
                        + ", expected a section of options not read before but found the chain of options going in a"
                        + " circle");
    }

    @Test
    void noOptionsAtAll() throws IOException {
        byte[] file = oneCpu(TraceDatBuilder.version7());
        putLong(file, OPTIONS_FIELD, 0);

        assertRefused(file, ": at offset 0x0, expected an option that points to the headers but found none");
    }

    @Test
    void noBuffer() throws IOException {
        assertRefused(
                TraceDatBuilder.version7().build(),
                "expected options that lead to the events of at least one buffer but found none");
    }

    @Test
    void latencyTextOfVersion7() throws IOException {
        assertRefused(
                TraceDatBuilder.version7().option(OptionId.BUFFER_TEXT, "text").build(),
                ": holds the text of a latency tracer, expected recorded events");
    }

    @Test
    void latencyTextOfVersion6() throws IOException {
        byte[] file = oneCpu(TraceDatBuilder.version6());
        String text = new String(file, StandardCharsets.ISO_8859_1).replace("flyrecord\0", "latency  \0");

        assertRefused(text.getBytes(StandardCharsets.ISO_8859_1), ": holds the text of a latency tracer");
    }

    @Test
    void twoBuffersOfOneName() throws IOException {
        Map<Integer, byte[]> data = Map.of(0, Ticks.ofSize(PAGE_BYTES).pages(1, 0));
        byte[] file = TraceDatBuilder.version7()
                .buffer("a", PAGE_BYTES, data)
                .buffer("a", PAGE_BYTES, data)
                .build();

        assertRefused(file, ": holds more than one buffer named \"a\"");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 63, 16_777_217, -1})
    void aPageSizeThatCannotBe(int subBufferBytes) throws IOException {
        byte[] file = TraceDatBuilder.version7()
                .buffer("", subBufferBytes, Map.of(0, Ticks.ofSize(PAGE_BYTES).pages(1, 0)))
                .build();

        assertRefused(
                file,
                "expected a page size between 64 and 16777216 bytes but found "
                        + Integer.toUnsignedString(subBufferBytes));
    }

    @Test
    void aKillerOfMemoryInMetadata() throws IOException {
        byte[] file = oneCpu(TraceDatBuilder.version7().compression(Compression.ZSTD));
        int firstSection = OPTIONS_FIELD + Long.BYTES;
        putInt(file, firstSection + Section.HEADER_BYTES + Integer.BYTES, -1);

        assertRefused(
                file,
                ": at offset 0x" + Integer.toHexString(firstSection + Section.HEADER_BYTES)
                        + ", expected at most 134217728 bytes in the section headers but found 4294967295");
    }

    @ParameterizedTest
    @CsvSource({
        "ZSTD, 40961, a zstd frame of 40960 bytes",
        "ZSTD, 40959, a damaged zstd frame (Destination buffer is too small)",
        "ZLIB, 40961, a zlib stream of 40960 bytes",
        "ZLIB, 40959, a zlib stream of 40960 bytes",
        "ZLIB, 4095, a zlib stream of more than 4096 bytes"
    })
    void aChunkThatIsNotAsLongAsItSays(Compression compression, int stated, String found) throws IOException {
        byte[] file = oneCpu(TraceDatBuilder.version7().compression(compression));
        putInt(file, PAGE_BYTES + Integer.BYTES + Integer.BYTES, stated);

        assertRefused(
                file, ": at offset 0x100c, expected a compressed chunk of " + stated + " bytes but found " + found);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1000000, 'at offset 0x1000, expected at most '",
        "0, 1, 'at offset 0x1000, expected chunks of '",
        "0, 3, 'more bytes of CPU 0 but found '",
        "4, -1, 'at offset 0x1004, expected a chunk within the '",
        "8, -1, 'at offset 0x1008, expected a chunk of at most 67108864 uncompressed bytes but found one of 4294967295'"
    })
    void aChunkCountOrSizeThatIsWrong(int field, int value, String message) throws IOException {
        byte[] file = oneCpu(TraceDatBuilder.version7().compression(Compression.ZSTD));
        putInt(file, PAGE_BYTES + field, value);

        assertRefused(file, message);
    }

    @Test
    void aCompressedBufferInAnUncompressedFile() throws IOException {
        byte[] file = oneCpu(TraceDatBuilder.version7());
        int section = bufferSection(file);
        file[section + 2] = 1;

        assertRefused(
                file,
                ": at offset 0x" + Integer.toHexString(section)
                        + ", expected an uncompressed buffer as the header says but found one marked as compressed");
    }

    @Test
    void aPageThatClaimsMoreThanItHolds() throws IOException {
        byte[] file = oneCpu(TraceDatBuilder.version7());
        putInt(file, PAGE_BYTES + 8, 5000);

        assertRefused(file, ": at offset 0x1008, expected at most 4080 used bytes in a page of 4096 but found 5000");
    }

    @Test
    void aPageInAChunkThatClaimsMoreThanItHolds() throws IOException {
        byte[] pages = Ticks.ofSize(PAGE_BYTES).pages(11, 0);
        putInt(pages, 10 * PAGE_BYTES + 8, 5000);
        byte[] file = TraceDatBuilder.version7()
                .compression(Compression.ZLIB)
                .buffer("", PAGE_BYTES, Map.of(7, pages))
                .build();

        assertThatThrownBy(() -> readAll(file))
                .isInstanceOf(RecordingException.class)
                .message()
                .matches(".*: at byte 8 of the uncompressed chunk at offset 0x[0-9a-f]+ of CPU 7, expected at most 4080"
                        + " used bytes in a page of 4096 but found 5000");
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 7})
    void aCpuThatReachesBeyondTheEnd(int version) throws IOException {
        byte[] file = new TraceDatBuilder(version, ByteOrder.LITTLE_ENDIAN, Long.BYTES)
                .buffer("", PAGE_BYTES, Map.of(0, Ticks.ofSize(PAGE_BYTES).pages(50, 0)))
                .build();
        byte[] cut = version == 6 ? Arrays.copyOf(file, file.length - 1) : file;
        if (version == 7) {
            putLong(cut, cut.length - 22, Long.MAX_VALUE);
        }

        assertRefused(cut, " bytes of data of CPU 0 but found the end of the file at 0x");
    }

    @Test
    void aRecorderThatWasKilled() throws IOException {
        byte[] file =
                TraceDatBuilder.version6().buffer("", PAGE_BYTES, Map.of()).build();
        byte[] longer = Arrays.copyOf(file, file.length + 2 * PAGE_BYTES);

        assertRefused(
                longer,
                "expected no data, as the table of CPUs before it is empty but found 8192 bytes, left by a"
                        + " recorder that did not finish");
    }

    @Test
    void textOfTheFileIsMadeHarmlessInMessages() throws IOException {
        byte[] file = oneCpu(TraceDatBuilder.version7());
        file[18] = '\n';
        file[19] = 0x1b;

        assertThatThrownBy(() -> readAll(file))
                .message()
                .doesNotContain("\n", "\033")
                .endsWith("\"??ne\"");
    }

    private static byte[] oneCpu(TraceDatBuilder builder) {
        return builder.buffer("", PAGE_BYTES, Map.of(0, Ticks.ofSize(PAGE_BYTES).pages(20, 0)))
                .build();
    }

    private static int bufferSection(byte[] file) {
        for (int offset = OPTIONS_FIELD + Long.BYTES; ; ) {
            ByteBuffer header = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
            if (header.getShort(offset) == OptionId.BUFFER) {
                return offset;
            }
            offset += Section.HEADER_BYTES + (int) header.getLong(offset + 8);
        }
    }

    private static void putLong(byte[] file, int offset, long value) {
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putLong(offset, value);
    }

    private static void putInt(byte[] file, int offset, int value) {
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(offset, value);
    }

    private void assertRefused(byte[] file, String message) {
        assertThatThrownBy(() -> readAll(file))
                .isInstanceOf(RecordingException.class)
                .hasMessageStartingWith(folder.resolve("trace.dat") + ": ")
                .hasMessageContaining(message);
    }

    private void readAll(byte[] file) throws IOException {
        RecordedEvent.readAll(Files.write(folder.resolve("trace.dat"), file));
    }
}
