// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TapeCacheTest {

    private static final int TAPE_BYTES = 1000;

    @TempDir
    private Path folder;

    private final List<Path> made = new ArrayList<>();

    @Test
    void makesATapeOnceAndFindsItAgain() throws IOException {
        TapeCache cache = new TapeCache(folder, Long.MAX_VALUE);

        try (TapeCache.Entry first = cache.get("a", this::make)) {
            assertThat(first.tape()).isDirectory();
        }
        try (TapeCache.Entry second = cache.get("a", this::make)) {
            assertThat(second.tape()).isDirectory();
        }

        assertThat(made).hasSize(1);
    }

    @Test
    void aTapeThatCouldNotBeMadeIsTriedAgain() throws IOException {
        TapeCache cache = new TapeCache(folder, Long.MAX_VALUE);
        assertThatThrownBy(() -> cache.get("a", tape -> {
                    throw new IllegalStateException("damaged");
                }))
                .hasMessage("damaged");

        try (TapeCache.Entry entry = cache.get("a", this::make)) {
            assertThat(entry.tape()).isDirectory();
        }
    }

    @Test
    void whatAKilledImportLeftIsRemovedByTheNext() throws IOException {
        Path leftover = Files.createDirectories(folder.resolve(".a.tape.partial-17"));
        Files.writeString(leftover.resolve("part"), "half");

        try (TapeCache.Entry entry = new TapeCache(folder, Long.MAX_VALUE).get("a", this::make)) {
            assertThat(entry.tape()).isDirectory();
        }

        assertThat(leftover).doesNotExist();
    }

    @Test
    void theLeastRecentlyUsedTapesGoWhenThereAreTooMany() throws IOException {
        TapeCache cache = new TapeCache(folder, 2 * TAPE_BYTES);
        for (String fingerprint : List.of("a", "b", "c")) {
            cache.get(fingerprint, this::make).close();
        }
        usedAt("a", 3);
        usedAt("b", 1);
        usedAt("c", 2);

        cache.get("d", this::make).close();

        assertThat(folder.resolve("b.tape")).doesNotExist();
        assertThat(folder.resolve("a.tape")).isDirectory();
        assertThat(folder.resolve("c.tape")).isDirectory();
        assertThat(folder.resolve("d.tape")).isDirectory();
    }

    @ParameterizedTest
    @ValueSource(longs = {-40_000_000_000L, -86_400, -1, 0, 1, 86_400, 400_000_000})
    void theOrderOfUsesIsThatOfTheUsesAlsoWhenTheClockSteps(long stepSeconds) throws IOException {
        Instant[] now = {Instant.now()};
        TapeCache cache = new TapeCache(folder, 2 * TAPE_BYTES, () -> now[0]);
        for (String fingerprint : List.of("a", "b", "c", "a")) {
            cache.get(fingerprint, this::make).close();
        }
        now[0] = now[0].plusSeconds(stepSeconds);
        cache.get("b", this::make).close();
        now[0] = now[0].minusSeconds(2 * stepSeconds);

        cache.get("d", this::make).close();

        assertThat(folder.resolve("c.tape")).doesNotExist();
        assertThat(folder.resolve("a.tape")).isDirectory();
        assertThat(folder.resolve("b.tape")).isDirectory();
    }

    @Test
    void aTapeThatIsBeingReadStays() throws IOException {
        TapeCache cache = new TapeCache(folder, 0);

        try (TapeCache.Entry read = cache.get("a", this::make)) {
            cache.get("b", this::make).close();

            assertThat(read.tape()).isDirectory();
        }
        cache.get("c", this::make).close();

        assertThat(folder.resolve("a.tape")).doesNotExist();
    }

    private void usedAt(String fingerprint, long second) throws IOException {
        Files.setLastModifiedTime(folder.resolve(fingerprint + ".lock"), FileTime.from(Instant.ofEpochSecond(second)));
    }

    private void make(Path tape) {
        made.add(tape);
        try {
            Files.createDirectory(tape);
            Files.write(tape.resolve("part"), new byte[TAPE_BYTES]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
