// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.write.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledWritersTest {

    @TempDir
    private Path folder;

    private Path tape;

    @BeforeEach
    void leaveWhatAKilledWriterLeaves() throws IOException {
        tape = folder.resolve("X.tape");
        Files.createDirectories(folder.resolve(".X.tape.partial-99999-dead/dma_op"));
        Files.createFile(folder.resolve(".X.tape.partial-99999-dead/dma_op/part-00000.arrow"));
        Files.createFile(folder.resolve(".X.tape.lock-99999-dead"));
        Files.createDirectory(folder.resolve(".Y.tape.partial-99999-dead"));
    }

    @Test
    void theNextWriterOfThatNameRemovesIt() throws IOException {
        PartialTape.create(tape, false).discard();

        assertThat(names()).containsExactly(".Y.tape.partial-99999-dead");
    }

    @Test
    void aTapeSetAsideForOneThatNeverCameGetsItsNameBack() throws IOException {
        Files.createDirectory(folder.resolve(".X.tape.replaced-99999-dead"));
        Files.createFile(folder.resolve(".X.tape.replaced-99999-dead/manifest.json"));

        assertThatThrownBy(() -> PartialTape.create(tape, false)).hasMessageContaining("X.tape exists");
        assertThat(names()).containsExactly(".Y.tape.partial-99999-dead", "X.tape");
        assertThat(tape.resolve("manifest.json")).exists();
    }

    @Test
    void aWriterShowsThatItLivesUntilItIsDone() throws IOException {
        PartialTape partial = PartialTape.create(tape, false);
        Files.createFile(partial.folder().resolve("manifest.json"));

        assertThat(names()).anyMatch(name -> name.startsWith(".X.tape.lock-"));
        partial.publish();
        partial.discard();
        assertThat(names()).containsExactly(".Y.tape.partial-99999-dead", "X.tape");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }
}
