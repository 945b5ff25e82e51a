// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.dmatape.format.TapeException;
import org.dmatape.format.manifest.Manifest;
import org.dmatape.format.schema.TapeTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A file where the table's folder belongs makes every write of that table fail.
class WriteFailureTest {

    @TempDir
    private Path folder;

    @Test
    void reachesTheAppendingThread() throws IOException {
        try (TapeWriter writer = TapeWriter.create(folder.resolve("a.tape"), TapeWriterOptions.defaults())) {
            obstruct(TapeTable.LOSS);
            TableAppender losses = writer.table(TapeTable.LOSS);

            assertThatThrownBy(() -> {
                        while (true) {
                            losses.beginRow();
                        }
                    })
                    .isInstanceOf(TapeException.class)
                    .hasMessageContaining("cannot write")
                    .hasMessageContaining("loss");
        }
        assertThat(leftOver()).isEmpty();
    }

    @Test
    void reachesFinish() throws IOException {
        try (TapeWriter writer = TapeWriter.create(folder.resolve("a.tape"), TapeWriterOptions.defaults())) {
            obstruct(TapeTable.LOSS);
            writer.table(TapeTable.LOSS).beginRow();

            assertThatThrownBy(() -> writer.finish(Manifest.recording("test"))).isInstanceOf(TapeException.class);
        }
        assertThat(leftOver()).isEmpty();
    }

    private void obstruct(TapeTable table) throws IOException {
        Path partial =
                leftOver().stream().filter(Files::isDirectory).findFirst().orElseThrow();
        Files.createFile(partial.resolve(table.tableName()));
    }

    private List<Path> leftOver() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        }
    }
}
