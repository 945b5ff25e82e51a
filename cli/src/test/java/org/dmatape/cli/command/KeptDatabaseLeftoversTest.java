// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Hidden folders that a killed `sql --database` leaves.
class KeptDatabaseLeftoversTest {

    @TempDir
    private Path folder;

    @Test
    void theNextOneRemovesThemAndNobodyElses() throws IOException {
        Path left = Files.createDirectory(folder.resolve(".x.duckdb.partial-17"));
        Files.writeString(left.resolve("x.duckdb"), "half");
        Files.writeString(left.resolve("x.duckdb.lock"), "");
        Path empty = Files.createDirectory(folder.resolve(".x.duckdb.partial-18"));
        Path others = Files.createDirectory(folder.resolve(".y.duckdb.partial-19"));
        Files.writeString(others.resolve("y.duckdb.lock"), "");

        try (KeptDatabase next = KeptDatabase.of(folder.resolve("x.duckdb"))) {
            assertThat(left).doesNotExist();
            assertThat(empty).doesNotExist();
            assertThat(others).isDirectory();
            assertThat(next.unfinished()).doesNotExist().hasFileName("x.duckdb");
            assertThat(next.unfinished().getParent()).isDirectory();
        }
        assertThat(folder).isDirectoryNotContaining(path -> path.toString().contains(".x.duckdb.partial"));
    }

    @Test
    void oneThatIsInUseStays() throws IOException {
        try (KeptDatabase first = KeptDatabase.of(folder.resolve("x.duckdb"));
                KeptDatabase second = KeptDatabase.of(folder.resolve("x.duckdb"))) {
            assertThat(first.unfinished().getParent()).isDirectory();
            assertThat(second.unfinished().getParent())
                    .isDirectory()
                    .isNotEqualTo(first.unfinished().getParent());
        }
    }
}
