// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing.correlation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dmatape.capture.importing.correlation.ProbedKernel.DISK;
import static org.dmatape.capture.importing.correlation.ProbedKernel.MAP_PAGE;
import static org.dmatape.capture.importing.correlation.ScriptedRecording.TASK;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.dmatape.capture.clock.ClockMap;
import org.dmatape.capture.importing.ImportProgress;
import org.dmatape.capture.importing.ImportRequest;
import org.dmatape.capture.importing.ImportSummary;
import org.dmatape.capture.importing.RecordingFile;
import org.dmatape.capture.importing.RecordingFolder;
import org.dmatape.capture.importing.TapeImporter;
import org.dmatape.capture.importing.fixture.RowCollector;
import org.dmatape.capture.importing.internal.EventImporter;
import org.dmatape.capture.importing.internal.OpenedRecording;
import org.dmatape.capture.importing.internal.SharedProgress;
import org.dmatape.capture.internal.rows.PlainTextPool;
import org.dmatape.capture.internal.rows.TapeRows;
import org.dmatape.capture.recording.OpenOptions;
import org.dmatape.capture.recording.Recording;
import org.dmatape.capture.recording.RecordingBuffer;
import org.dmatape.capture.recording.RecordingException;
import org.dmatape.capture.tracedat.TraceDatRecording;
import org.dmatape.format.manifest.SourceInfo;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.samples.ShippedRecordings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Recordings that are read together keep what is their own and share one order.
class SeveralRecordingsTest {

    private static final ShippedRecordings SHIPPED = ShippedRecordings.locate();

    @TempDir
    private Path folder;

    @Test
    void eachIsDecodedWithItsOwnLayoutsAndByteOrderIntoOneOrder() {
        ScriptedRecording first = ProbedKernel.recording(ByteOrder.LITTLE_ENDIAN)
                .event(100, 0, TASK, 7, "dma_map_page", DISK, 0x5010, 0xfff0_0010L, 16, 1, 0)
                .event(300, 0, TASK, 7, "dma_unmap_page", DISK, 0xfff0_0010L, 16, 1, 0);
        ScriptedRecording second = new ScriptedRecording(ByteOrder.BIG_ENDIAN, Long.BYTES)
                .format("dma", "dma_map_page", "size:u32", "dma_addr:u64", "dir:u32", "device:text", "phys_addr:u64")
                .event(200, 0, TASK, 8, "dma_map_page", 32, 0xfff0_2000L, 2, "0000:00:09.0", 0x7000);

        RowCollector tables = rowsOf(first, second);

        List<Map<String, Object>> rows = tables.rows(TapeTable.DMA_OP);
        assertThat(rows).extracting(row -> row.get("event_id")).containsExactly(0L, 1L, 2L);
        assertThat(rows).extracting(row -> row.get("source_id")).containsExactly(0L, 1L, 0L);
        assertThat(rows).extracting(row -> row.get("device")).containsExactly(DISK, "0000:00:09.0", DISK);
        assertThat(rows).extracting(row -> row.get("size")).containsExactly(16L, 32L, 16L);
    }

    @Test
    void whatIsOpenOnACpuIsOpenOnThatMachineOnly() {
        ScriptedRecording first = ProbedKernel.recording()
                .event(100, 0, TASK, 7, "enter_map", MAP_PAGE + 4, DISK, 16, 1)
                .event(140, 0, TASK, 7, "dma_map_page", DISK, 0x5010, 0xfff0_0010L, 16, 1, 0)
                .event(150, 0, TASK, 7, "leave_map", MAP_PAGE + 4, 0, 0xfff0_0010L);
        ScriptedRecording second = ProbedKernel.recording()
                .event(90, 0, TASK, 7, "map", 0xffe0_0000L, 0x9000, 4096)
                .loss(0, 3)
                .event(120, 0, TASK, 7, "map", 0xfff0_0000L, 0x5000, 4096);

        RowCollector tables = rowsOf(first, second);

        assertThat(ProbedKernel.only(tables, TapeTable.DMA_OP))
                .containsEntry("duration_ns", 50L)
                .doesNotContainKey("iommu_bytes");
        assertThat(tables.rows(TapeTable.IOMMU_OP)).noneMatch(row -> row.containsKey("dma_op_id"));
        assertThat(ProbedKernel.only(tables, TapeTable.LOSS))
                .containsEntry("source_id", 1L)
                .containsEntry("events", 3L);
    }

    @Test
    void filesThatAreNamedMakeOneTapeWithASourceEach() {
        Path tape = folder.resolve("both.tape");
        List<Path> files = List.of(SHIPPED.traceDat("bugs-612"), SHIPPED.traceDat("maperror-612"));

        ImportSummary summary = TapeImporter.run(ImportRequest.of(files, tape).withThreads(1), ImportProgress.NONE);

        assertThat(summary.manifest().sources())
                .extracting(SourceInfo::sourceId)
                .containsExactly(0, 1);
        assertThat(summary.manifest().sources())
                .extracting(SourceInfo::path)
                .containsExactly(files.getFirst().toString(), files.getLast().toString());
        assertThat(summary.manifest().clocks())
                .extracting(clock -> clock.method())
                .containsExactly("same", "unknown");
        assertThat(summary.events()).isEqualTo(eventsOf(files.getFirst()) + eventsOf(files.getLast()));
    }

    @Test
    void aFolderWithTwoOfOneRoleIsRefused() throws IOException {
        Files.copy(SHIPPED.traceDat("bugs-612"), folder.resolve("monday.dat"));
        Files.copy(SHIPPED.traceDat("maperror-612"), folder.resolve("tuesday.dat"));

        assertThatThrownBy(() -> RecordingFolder.of(List.of(folder)))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("2 recordings that are a kernel trace (monday.dat, tuesday.dat)");
    }

    @Test
    void aFileNamedTwiceIsRefused() {
        Path file = SHIPPED.traceDat("bugs-612");

        assertThatThrownBy(() -> RecordingFolder.of(List.of(file, file)))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("is named twice");
    }

    @Test
    void aCopyOfAFileThatIsNamedTooIsRefused() throws IOException {
        Path file = SHIPPED.traceDat("bugs-612");
        Path copy = Files.copy(file, folder.resolve("copy.dat"));

        assertThatThrownBy(() -> RecordingFolder.of(List.of(file, copy)))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("copy.dat has the same content as " + file);
    }

    @Test
    void aCompressedFileIsCalledOne() throws IOException {
        Path compressed = compressedTraceDat();
        Path unknown = Files.write(folder.resolve("qemu.log.bz2"), new byte[] {'B', 'Z', 'h', '9'});

        assertThatThrownBy(() -> RecordingFolder.of(List.of(compressed)))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("found trace.dat in a file compressed by gzip: unpack it first");
        assertThatThrownBy(() -> RecordingFolder.of(List.of(unknown)))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("a file compressed by bzip2: decompress it first");
    }

    @Test
    void aCompressedFileInAFolderIsToldAndNotRead() throws IOException {
        Path compressed = compressedTraceDat();
        Files.copy(SHIPPED.traceDat("bugs-612"), folder.resolve("trace.dat"));

        RecordingFolder found = RecordingFolder.of(List.of(folder));

        assertThat(found.recordings()).hasSize(1);
        assertThat(found.leftOut()).containsExactly(compressed + " is a file compressed by gzip and was not read");
    }

    private Path compressedTraceDat() throws IOException {
        Path compressed = folder.resolve("trace.dat.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(compressed))) {
            Files.copy(SHIPPED.traceDat("bugs-612"), out);
        }
        return compressed;
    }

    @Test
    void theSmallFilesBesideMayBeNamedToo() {
        Path recording = SHIPPED.traceDat("bugs-612");

        RecordingFolder found = RecordingFolder.of(List.of(
                recording, recording.resolveSibling("virtio-devices.txt"), recording.resolveSibling("uname.txt")));

        assertThat(found.recordings()).extracting(RecordingFile::path).containsExactly(recording);
        assertThat(found.virtioDevices()).contains(recording.resolveSibling("virtio-devices.txt"));
        assertThat(found.uname()).contains(recording.resolveSibling("uname.txt"));
    }

    @Test
    void theShareReadGrowsToTheWhole() {
        try (Recording recording =
                TraceDatRecording.open(SHIPPED.traceDat("blk-strict-612"), new OpenOptions(false, 0))) {
            List<Double> shares = new ArrayList<>(List.of(recording.shareRead()));
            RecordingBuffer buffer = recording.buffers().getFirst();
            for (int cpu : buffer.cpus()) {
                var stream = recording.open(buffer, cpu);
                for (var block = stream.next(); block.isPresent(); block = stream.next()) {
                    shares.add(recording.shareRead());
                    block.get().release();
                }
            }

            assertThat(shares).hasSizeGreaterThan(3).isSorted().startsWith(0.0);
            assertThat(shares.getLast()).isGreaterThan(0.99);
        }
    }

    private static long eventsOf(Path file) {
        PlainTextPool texts = new PlainTextPool();
        try (Recording recording = TraceDatRecording.open(file, OpenOptions.DEFAULT)) {
            EventImporter importer = EventImporter.of(recording, TapeRows.of(new RowCollector(texts)::table, texts));
            importer.run();
            return importer.total();
        }
    }

    private static RowCollector rowsOf(Recording... recordings) {
        PlainTextPool texts = new PlainTextPool();
        RowCollector tables = new RowCollector(texts);
        new EventImporter(
                        OpenedRecording.numbered(
                                List.of(recordings),
                                Stream.of(recordings).map(_ -> ClockMap.SAME).toList()),
                        TapeRows.of(tables::table, texts),
                        SharedProgress.of(recordings[0], ImportProgress.NONE))
                .run();
        return tables;
    }
}
