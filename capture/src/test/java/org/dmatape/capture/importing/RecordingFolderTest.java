// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dmatape.samples.ShippedRecordings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is said of files in a folder that are not read.
class RecordingFolderTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void putARecordingInTheFolder() throws IOException {
        Files.copy(ShippedRecordings.locate().traceDat("bugs-612"), folder.resolve("trace.dat"));
    }

    @Test
    void anEmptyFileIsTold() throws IOException {
        Path log = Files.createFile(folder.resolve("qemu.log"));

        assertThat(leftOut()).containsExactly(log + " is empty");
    }

    @Test
    void aFileThatIsNamedLikeARecordingAndIsNoneIsTold() throws IOException {
        Path recording = Files.writeString(folder.resolve("perf.data"), "0123456789");

        assertThat(leftOut())
                .containsExactly(
                        recording + " is no recording and was not read: found text that begins with '0123456789'"
                                + " and has no line of events dmatape knows");
    }

    @Test
    void notesAndMarksBesideAreNobodysConcern() throws IOException {
        Files.writeString(folder.resolve("notes.txt"), "blk, second try");
        Files.createFile(folder.resolve(".done"));

        assertThat(leftOut()).isEmpty();
    }

    private List<String> leftOut() {
        return RecordingFolder.of(List.of(folder)).leftOut();
    }
}
