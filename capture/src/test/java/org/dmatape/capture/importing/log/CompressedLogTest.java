// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.dmatape.capture.importing.ImportProgress;
import org.dmatape.capture.importing.ImportRequest;
import org.dmatape.capture.importing.RecordingFolder;
import org.dmatape.capture.importing.RecordingFormats;
import org.dmatape.capture.importing.TapeImporter;
import org.dmatape.capture.importing.fixture.ImportedLog;
import org.dmatape.capture.recording.ChecksummedRecording;
import org.dmatape.capture.recording.FileChecksum;
import org.dmatape.capture.recording.OpenOptions;
import org.dmatape.capture.recording.Recording;
import org.dmatape.capture.recording.RecordingException;
import org.dmatape.format.manifest.Manifest;
import org.dmatape.format.manifest.SourceInfo;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.samples.ShippedRecordings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/// Logs that are compressed as a whole say what they say uncompressed.
class CompressedLogTest {

    private static final Path BUGS = ShippedRecordings.locate().folder("bugs-612");
    private static final OpenOptions SALVAGE = OpenOptions.DEFAULT.withSalvage();
    private static final String KIND = "QEMU trace log";
    private static final long SEED = 20_261_122;
    private static final int MUTATIONS = 100;
    private static final int LOG_BYTES = 400_000;

    /// xz gives nothing of a chunk, which has up to 64 KiB of the file, until all of it is there.
    private static final int EVENTS_OF_SEVERAL_CHUNKS = 30_000;

    private static final int BOMB_BYTES = 300 << 20;

    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource({
        "qemu.log,.gz,gzip",
        "qemu.log,.zst,zstd",
        "dmesg.txt,.gz,gzip",
        "dmesg.txt,.zst,zstd",
        "qemu.log,.xz,xz",
        "dmesg.txt,.xz,xz"
    })
    void theRowsAreThoseOfThePlainLog(String name, String ending, String program) throws IOException {
        ImportedLog plain = ImportedLog.of(BUGS.resolve(name));
        ImportedLog compressed = ImportedLog.of(compressed(name + ending, Files.readAllBytes(BUGS.resolve(name))));

        for (TapeTable table : TapeTable.values()) {
            assertThat(compressed.rows(table)).isEqualTo(plain.rows(table));
        }
        assertThat(compressed.facts()).containsAllEntriesOf(plain.facts()).contains(entry("compressed_by", program));
    }

    @ParameterizedTest
    @ValueSource(strings = {"some.gz", "some.zst", "some.xz"})
    void membersAreOneText(String name) throws IOException {
        Path first = compressed("first" + name, line(1).getBytes(StandardCharsets.US_ASCII));
        Path second = compressed("second" + name, line(2).getBytes(StandardCharsets.US_ASCII));
        Path both = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(both)) {
            Files.copy(first, out);
            Files.copy(second, out);
        }

        assertThat(ImportedLog.of(both).rows(TapeTable.DEVICE_VQ_OP)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"some.gz", "some.zst", "some.xz"})
    void aMemberThatIsDamagedIsNotLeftOutInSilence(String name) throws IOException {
        Path first = compressed("first" + name, line(1).getBytes(StandardCharsets.US_ASCII));
        byte[] second = Files.readAllBytes(compressed("second" + name, line(2).getBytes(StandardCharsets.US_ASCII)));
        second[0] = 0;
        Path both = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(both)) {
            Files.copy(first, out);
            out.write(second);
        }

        assertThatThrownBy(() -> ImportedLog.of(both))
                .isInstanceOf(RecordingException.class)
                .hasFieldOrPropertyWithValue("salvageable", true);
        assertThat(ImportedLog.of(both, SALVAGE).rows(TapeTable.DEVICE_VQ_OP)).hasSize(1);
    }

    @Test
    void aTextOfEventsIsReadToo() throws IOException {
        String text =
                "# tracer: nop\n fio-7 [001] ..... 5.000001: dma_map_phys: 0000:00:05.0 dir=TO_DEVICE dma_addr=fffe0000"
                        + " size=4096 phys_addr=12000 attrs=\n";

        ImportedLog read = ImportedLog.of(compressed("trace.txt.gz", text.getBytes(StandardCharsets.US_ASCII)));

        assertThat(read.rows(TapeTable.DMA_OP)).hasSize(1);
        assertThat(read.facts()).contains(entry("compressed_by", "gzip"));
    }

    @ParameterizedTest
    @CsvSource({"qemu.log,''", "qemu.log.gz,', gzip'", "qemu.log.zst,', zstd'", "qemu.log.xz,', xz'"})
    void theChecksumIsThatOfTheFile(String name, String inKind) throws IOException {
        Path file = compressed(name, Files.readAllBytes(BUGS.resolve("qemu.log")));
        ImportRequest request = ImportRequest.of(file, folder.resolve("x.tape"));

        Manifest manifest = TapeImporter.run(request, ImportProgress.NONE).manifest();

        FileChecksum expected = FileChecksum.of(file);
        SourceInfo source = manifest.sources().getFirst();
        assertThat(source.kind()).isEqualTo(KIND + inKind);
        assertThat(source.sha256()).isEqualTo(expected.sha256());
        assertThat(source.sizeBytes()).isEqualTo(Files.size(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"qemu.log.gz", "qemu.log.zst"})
    void aFileThatEndsEarlyIsReadForSalvageOnly(String name) throws IOException {
        Path whole = compressed(name, Files.readAllBytes(BUGS.resolve("qemu.log")));
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(bytes, bytes.length / 2));

        assertThatThrownBy(() -> ImportedLog.of(cut))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining(cut.toString())
                .hasFieldOrPropertyWithValue("salvageable", true);
        long linesBefore = ImportedLog.of(cut, SALVAGE).fact("event_lines");
        assertThat(linesBefore).isBetween(1000L, ImportedLog.of(whole).fact("event_lines") - 1);
        try (Recording recording = RecordingFormats.of(cut).orElseThrow().open(cut, SALVAGE)) {
            assertThat(recording).isInstanceOf(ChecksummedRecording.class);
            recording.streams(recording.buffers().getFirst()).forEach(stream -> {
                while (stream.next().isPresent()) {
                    // to the end
                }
            });
            assertThat(recording.damage())
                    .hasValueSatisfying(damage -> assertThat(damage).contains("bytes of text"));
        }
    }

    @Test
    void aShortFileThatEndsEarlyIsOneOfItsKind() throws IOException {
        byte[] text = Arrays.copyOf(Files.readAllBytes(BUGS.resolve("qemu.log")), 20_000);
        byte[] bytes = Files.readAllBytes(compressed("short.gz", text));
        Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(bytes, bytes.length - 10));

        assertThatThrownBy(() -> ImportedLog.of(cut))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("it ends before the text does")
                .hasFieldOrPropertyWithValue("salvageable", true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"trace.txt.gz", "trace.txt.zst", "trace.txt.xz"})
    void aTextOfEventsThatEndsEarlyIsReadForSalvageOnly(String name) throws IOException {
        StringBuilder text = new StringBuilder();
        Random random = new Random(SEED);
        for (int event = 0; event < EVENTS_OF_SEVERAL_CHUNKS; event++) {
            text.append(
                    " fio-7 [001] ..... %d.%06d: dma_map_phys: 0000:00:05.0 dir=TO_DEVICE dma_addr=%x000 size=4096 phys_addr=%x000 attrs=\n"
                            .formatted(
                                    event,
                                    random.nextInt(1_000_000),
                                    random.nextInt(1 << 20),
                                    random.nextInt(1 << 20)));
        }
        byte[] bytes = Files.readAllBytes(compressed(name, text.toString().getBytes(StandardCharsets.US_ASCII)));
        Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(bytes, bytes.length / 2));

        assertThatThrownBy(() -> ImportedLog.of(cut))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining(cut.toString())
                .hasFieldOrPropertyWithValue("salvageable", true);
        assertThat(ImportedLog.of(cut, SALVAGE).rows(TapeTable.DMA_OP))
                .hasSizeBetween(1000, EVENTS_OF_SEVERAL_CHUNKS - 1000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"qemu.log.gz", "qemu.log.zst", "qemu.log.xz"})
    void aDamagedFileIsReadOrRefusedAndNothingElse(String name) throws IOException {
        byte[] log = Arrays.copyOf(Files.readAllBytes(BUGS.resolve("qemu.log")), LOG_BYTES);
        byte[] whole = Files.readAllBytes(compressed(name, log));
        Random random = new Random(SEED);
        int refused = 0;
        for (int round = 0; round < MUTATIONS; round++) {
            byte[] damaged = whole.clone();
            for (int change = random.nextInt(4); change >= 0; change--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            Path file = Files.write(folder.resolve("damaged"), damaged);
            if (RecordingFormats.of(file).isEmpty()) {
                continue;
            }
            try {
                ImportedLog.of(file, round % 2 == 0 ? OpenOptions.DEFAULT : SALVAGE);
            } catch (RecordingException told) {
                refused++;
                assertThat(told).as("seed %d, round %d", SEED, round).hasMessageContaining(file.toString());
            }
        }
        assertThat(refused).as("seed %d", SEED).isPositive();
    }

    @Test
    void aSmallFileThatGrowsWithoutBoundIsRefused() throws IOException {
        Path bomb = folder.resolve("bomb.zst");
        try (OutputStream out = new ZstdOutputStream(Files.newOutputStream(bomb))) {
            out.write(line(1).getBytes(StandardCharsets.US_ASCII));
            byte[] zeros = new byte[1 << 20];
            for (int written = 0; written < BOMB_BYTES; written += zeros.length) {
                out.write(zeros);
            }
        }

        assertThatThrownBy(() -> ImportedLog.of(bomb))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("decompresses to more than");
    }

    @Test
    void aDictionaryThatXzMakesOnlyWhenToldIsRefused() throws IOException {
        Path file = folder.resolve("large.xz");
        LZMA2Options options = new LZMA2Options(0);
        options.setDictSize(128 << 20);
        try (OutputStream out = new XZOutputStream(Files.newOutputStream(file), options)) {
            out.write(line(1).getBytes(StandardCharsets.US_ASCII));
        }

        assertThatThrownBy(() -> RecordingFolder.of(List.of(file)))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining(
                        "a file compressed by xz that needs 129 MiB to decompress, at most 80 are allowed")
                .hasMessageContaining("xz -dk " + file)
                .hasFieldOrPropertyWithValue("salvageable", false);
    }

    private static String line(int count) {
        return "virtqueue_flush vq 0x7f0000000000 count " + count + "\n";
    }

    private Path compressed(String name, byte[] text) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream raw = Files.newOutputStream(file);
                OutputStream out = compressing(raw, name)) {
            out.write(text);
        }
        return file;
    }

    private static OutputStream compressing(OutputStream raw, String name) throws IOException {
        return switch (name.substring(name.lastIndexOf('.'))) {
            case ".gz" -> new GZIPOutputStream(raw);
            case ".zst" -> new ZstdOutputStream(raw);
            case ".xz" -> new XZOutputStream(raw, new LZMA2Options());
            default -> raw;
        };
    }
}
