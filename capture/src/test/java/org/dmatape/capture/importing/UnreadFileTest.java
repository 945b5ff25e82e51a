// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.dmatape.capture.recording.RecordingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnreadFileTest {

    private static final int TAR_BLOCK_BYTES = 512;
    private static final int TAR_MAGIC_OFFSET = 257;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "571dd1750000          | CTF, the format of LTTng and of perf data convert: dmatape reads what it was made from",
                "c11ffcc10000          | CTF, the format of LTTng",
                "d4c3b2a1020004000000  | captured network packets (pcap): it tells of no mapping",
                "0a0d0d0a1c0000004d3c  | captured network packets (pcapng)",
                "504b03041400          | a zip archive: unpack it (unzip FILE), and give the folder",
                "4c504b53484852480000  | a file of systemd's journal: print it (journalctl --file FILE -k",
                "50415231150219        | a Parquet file: give the tape",
                "ffffffff50010000      | an Arrow stream, which a part of a tape is: give the folder of the tape",
                "0a020801 0a020802 0a020803 | a trace of Perfetto: give the recording",
                "4ebb6c89c8e430abff    | bytes 4e bb 6c 89 c8 e4 30 ab"
            })
    void whatItIsAndWhatToDoIsSaid(String bytes, String said) throws IOException {
        Path file = write("file", HexFormat.of().parseHex(bytes.replace(" ", "")));

        assertThat(UnreadFile.of(file).sentence()).startsWith(said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"traceEvents\":[]}                | JSON of Chrome's trace format: give the recording",
                "{ \"linux-perf-json-version\": 1 }  | JSON of perf data convert, which has no fields of events: give the perf.data",
                "{\"schema\": \"dmatape.check/1\"}   | an answer of dmatape as JSON: give the tape",
                "[1]                                 | JSON: give the recording",
                "hello world                         | text that begins with 'hello world' and has no line of events"
            })
    void textIsToldApart(String text, String said) throws IOException {
        Path file = write("file", text.getBytes(StandardCharsets.UTF_8));

        assertThat(UnreadFile.of(file).sentence()).startsWith(said);
    }

    @Test
    void aLogInAnArchiveIsNotReadAsIfItWereAll() throws IOException {
        byte[] archive = archiveOf("100@1.5:virtqueue_pop vq 0x55 elem 0x66 in_num 1 out_num 1\n");
        Path tar = write("all.tar", archive);
        Path compressed = folder.resolve("all.tar.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(compressed))) {
            out.write(archive);
        }

        assertThatThrownBy(() -> RecordingFolder.of(List.of(tar)))
                .isInstanceOf(RecordingException.class)
                .hasMessageEndingWith("found a tar archive: unpack it (tar -xf FILE), and give the folder");
        assertThatThrownBy(() -> RecordingFolder.of(List.of(compressed)))
                .isInstanceOf(RecordingException.class)
                .hasMessageEndingWith("found a tar archive in a file compressed by gzip: unpack it first");
    }

    @Test
    void aFolderWithoutRecordingSaysWhatIsInIt() throws IOException {
        write("metadata", HexFormat.of().parseHex("571dd175"));

        assertThatThrownBy(() -> RecordingFolder.of(List.of(folder)))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("has no recording in it")
                .hasMessageContaining("found CTF, the format of LTTng")
                .hasMessageEndingWith("(metadata)");
    }

    /// One file in the format of tar: a block about it, then its text.
    private static byte[] archiveOf(String text) {
        byte[] magic = "ustar".getBytes(StandardCharsets.US_ASCII);
        byte[] content = text.getBytes(StandardCharsets.US_ASCII);
        byte[] archive = Arrays.copyOf("qemu.log".getBytes(StandardCharsets.US_ASCII), 2 * TAR_BLOCK_BYTES);
        System.arraycopy(magic, 0, archive, TAR_MAGIC_OFFSET, magic.length);
        System.arraycopy(content, 0, archive, TAR_BLOCK_BYTES, content.length);
        return archive;
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }
}
