// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.database;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dmatape.format.TapeException;
import org.dmatape.format.manifest.Manifest;
import org.dmatape.format.read.Tape;
import org.dmatape.format.schema.BounceColumn;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.format.write.TableAppender;
import org.dmatape.format.write.TapeWriter;
import org.dmatape.format.write.TapeWriterOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedTapeTest {

    private static final int END_OF_STREAM_BYTES = 8;

    @TempDir
    private Path folder;

    /// DuckDB hands on what a reader throws with its stack trace; users get the sentence.
    @Test
    void damageThatShowsWhileLoadingIsOneSentence() throws IOException {
        Tape tape = writeTape();
        damageLastBatch(tape.parts(TapeTable.BOUNCE).getFirst());

        try (TapeDatabase database = TapeDatabase.open(tape, DatabaseOptions.defaults())) {
            assertThatThrownBy(() -> database.query("SELECT sum(size) FROM bounce"))
                    .isInstanceOf(TapeException.class)
                    .hasMessageMatching(".*part-00000.arrow is damaged at offset \\d+: [a-z ]+");
        }
    }

    private Tape writeTape() {
        Path path = folder.resolve("a.tape");
        try (TapeWriter writer = TapeWriter.create(path, TapeWriterOptions.defaults())) {
            TableAppender bounces = writer.table(TapeTable.BOUNCE);
            for (int i = 0; i < 100; i++) {
                bounces.beginRow();
                bounces.setLong(BounceColumn.SIZE, 4096L * i);
            }
            writer.finish(Manifest.recording("test"));
        }
        return Tape.open(path);
    }

    private static void damageLastBatch(Path part) throws IOException {
        byte[] bytes = Files.readAllBytes(part);
        bytes[bytes.length - END_OF_STREAM_BYTES - 1] ^= 1;
        Files.write(part, bytes);
    }
}
