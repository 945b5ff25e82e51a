// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dmatape.capture.importing.RecordingFile;
import org.dmatape.capture.recording.OpenOptions;
import org.dmatape.capture.recording.Recording;
import org.dmatape.capture.recording.RecordingBuffer;
import org.dmatape.capture.recording.RecordingFormat;
import org.dmatape.capture.recording.RecordingRole;
import org.junit.jupiter.api.Test;

class RecordingOpenerTest {

    private static final Path TWO_CLOCKS = Path.of("src/test/resources/trace-dat/two-clocks.dat");

    private final List<Path> opened = new ArrayList<>();

    @Test
    void aFileOfTwoClocksIsReadOnceForEachHoweverOftenItIsOpened() {
        RecordingFile file = RecordingFile.of(TWO_CLOCKS);
        RecordingFile counted = new RecordingFile(TWO_CLOCKS, new CountedFormat(file.format(), opened));
        RecordingOpener opener = new RecordingOpener(new OpenOptions(false, 0));

        List<String> first = readBuffers(opener, counted);
        assertThat(opened).hasSize(3);
        List<String> second = readBuffers(opener, counted);

        assertThat(opened).hasSize(4);
        assertThat(first).containsExactly("").isEqualTo(second);
    }

    private static List<String> readBuffers(RecordingOpener opener, RecordingFile file) {
        try (Recording recording = opener.open(file)) {
            return recording.buffers().stream()
                    .filter(buffer -> !recording.streams(buffer).isEmpty())
                    .map(RecordingBuffer::name)
                    .toList();
        }
    }

    /// Notes each time a file is opened.
    private record CountedFormat(RecordingFormat format, List<Path> opened) implements RecordingFormat {

        @Override
        public String name() {
            return format.name();
        }

        @Override
        public RecordingRole role() {
            return format.role();
        }

        @Override
        public boolean recognises(byte[] head) {
            return format.recognises(head);
        }

        @Override
        public Recording open(Path file, OpenOptions options) {
            opened.add(file);
            return format.open(file, options);
        }
    }
}
