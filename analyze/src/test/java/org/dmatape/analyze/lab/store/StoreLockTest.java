// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.dmatape.analyze.AnalysisException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreLockTest {

    private static final StoreOwner ME = StoreOwner.thisProcess();

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("lock");
    }

    @Test
    void oneAtATimeHasIt() throws IOException {
        try (StoreLock lock = StoreLock.take(file)) {
            assertThat(lock.died()).isEmpty();
            assertThatThrownBy(() -> StoreLock.take(file))
                    .isInstanceOf(AnalysisException.class)
                    .hasMessageContaining("is being written by process " + ME.pid());
        }
        StoreLock.take(file).close();
        assertThat(StoreLock.owner(file)).isEmpty();
    }

    @Test
    void anOwnerWhoseProcessIsGoneIsTakenFrom() throws IOException, InterruptedException {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        StoreOwner dead = new StoreOwner(gone.pid(), ME.host(), Instant.now());
        Files.writeString(file, dead.text());

        try (StoreLock lock = StoreLock.take(file)) {
            assertThat(lock.died()).contains(dead);
            assertThat(StoreLock.owner(file)).contains(ME);
        }
    }

    @Test
    void anotherProcessWithTheSameIdIsNotTheOwner() throws IOException {
        StoreOwner before = new StoreOwner(ME.pid(), ME.host(), ME.startedAt().minusSeconds(3600));
        Files.writeString(file, before.text());

        try (StoreLock lock = StoreLock.take(file)) {
            assertThat(lock.died()).contains(before);
        }
    }

    @Test
    void anOwnerThatLivesIsLeftAloneWhereTheSystemKeepsNoLocks() throws IOException {
        Process other = new ProcessBuilder("sleep", "600").start();
        try {
            StoreOwner alive = new StoreOwner(
                    other.pid(), ME.host(), other.info().startInstant().orElseThrow());
            Files.writeString(file, alive.text());

            assertThatThrownBy(() -> StoreLock.take(file)).hasMessageContaining(alive.toString());
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void whereLocksAreLocalAnOwnerOnAnotherMachineIsAContainerThatIsGone() throws IOException {
        StoreOwner elsewhere = new StoreOwner(1, "another-machine", Instant.EPOCH);
        Files.writeString(file, elsewhere.text());

        try (StoreLock lock = StoreLock.take(file)) {
            assertThat(lock.died()).contains(elsewhere);
        }
    }

    @Test
    void aFileThatNamesNobodyKeepsNobodyOut() throws IOException {
        Files.writeString(file, "4711\nlab");

        try (StoreLock lock = StoreLock.take(file)) {
            assertThat(lock.died()).isEmpty();
        }
    }
}
