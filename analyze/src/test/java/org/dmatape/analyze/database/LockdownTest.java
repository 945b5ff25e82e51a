// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dmatape.analyze.fixture.FixtureTape.TO_DEVICE;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.dmatape.analyze.AnalysisException;
import org.dmatape.analyze.database.DatabaseOptions.Access;
import org.dmatape.analyze.fixture.FixtureTape;
import org.dmatape.analyze.result.ResultCursor;
import org.dmatape.analyze.result.ResultTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What SQL from a user may and may not do.
public class LockdownTest {

    /// The list of resource `break-outs.txt`.
    public static Stream<String> breakOuts() throws IOException {
        try (InputStream list =
                Objects.requireNonNull(LockdownTest.class.getResourceAsStream("break-outs.txt"), "break-outs.txt")) {
            return new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"));
        }
    }

    @Test
    void sqlReachesNothingOutsideTheTape() throws IOException {
        try (TapeDatabase database = new FixtureTape().open()) {
            assertThat(breakOuts())
                    .hasSizeGreaterThan(80)
                    .allSatisfy(sql -> assertThatThrownBy(
                                    () -> database.execute(sql).ifPresent(ResultCursor::close))
                            .as(sql)
                            .isInstanceOf(AnalysisException.class)
                            .extracting(e -> ((AnalysisException) e).kind())
                            .isEqualTo(AnalysisException.Kind.USAGE));
            database.query("SELECT count(*) FROM dma_op").close();
        }
        try (Stream<Path> files = Files.list(Path.of("/tmp"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .noneMatch(name -> name.startsWith("dmatape-must-not-exist"));
        }
    }

    @Test
    void filesAreReadWhenTheUserAsksForIt(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("names.csv"), "device,owner\n0000:00:01.0,ann\n");
        FixtureTape tape = new FixtureTape();
        tape.map("0000:00:01.0", 0x1000, 0x5000, 512, TO_DEVICE);
        try (TapeDatabase database =
                        TapeDatabase.open(tape, DatabaseOptions.defaults().withAccess(Access.FILES));
                ResultCursor rows = database.query(
                        "SELECT owner FROM dma_op JOIN '" + file + "' n ON n.device = dma_op.device::VARCHAR")) {
            assertThat(ResultTable.of(rows).rows()).singleElement().asString().isEqualTo("[ann]");
        }
    }

    @Test
    void theEndOfATransactionTakesNothingAway() {
        FixtureTape tape = new FixtureTape();
        tape.map("0000:00:01.0", 0x1000, 0x5000, 512, TO_DEVICE);
        for (String end : List.of("ROLLBACK", "SELECT no_such_column FROM dma_op")) {
            try (TapeDatabase database = tape.open()) {
                database.execute("BEGIN").ifPresent(ResultCursor::close);
                database.query("SELECT count(*) FROM dma_op").close();
                try {
                    database.execute(end).ifPresent(ResultCursor::close);
                } catch (AnalysisException mistake) {
                    assertThat(mistake.kind()).isEqualTo(AnalysisException.Kind.USAGE);
                }
                database.query("SELECT count(*) FROM dma_op").close();
                database.query("SELECT count(*) FROM mapping").close();
            }
        }
    }

    @Test
    void aNameThatIsAlsoAKeywordLoadsNothingElse() {
        try (TapeDatabase database = new FixtureTape().open()) {
            database.query("SELECT count(*) AS start, 0 AS \"begin\" FROM dma_op")
                    .close();
            assertThat(database.loadedColumns()).doesNotContainKey("mapping");
            database.execute("START TRANSACTION").ifPresent(ResultCursor::close);
            assertThat(database.loadedColumns()).containsKey("mapping");
        }
    }

    @Test
    void mistakesInSqlAreTheUsers() {
        try (TapeDatabase database = new FixtureTape().open()) {
            assertThatThrownBy(() ->
                            database.query("SELECT no_such_column FROM dma_op").close())
                    .isInstanceOf(AnalysisException.class)
                    .hasMessageContaining("no_such_column")
                    .extracting(e -> ((AnalysisException) e).kind())
                    .isEqualTo(AnalysisException.Kind.USAGE);
        }
    }

    @Test
    void theTemporaryFolderIsGoneAfterwards(@TempDir Path folder) throws IOException {
        DatabaseOptions here = DatabaseOptions.defaults().withTemporaryFolder(folder, 1L << 30);
        try (TapeDatabase database = TapeDatabase.open(new FixtureTape(), here)) {
            database.query("SELECT 42").close();
            assertThat(folder).isNotEmptyDirectory();
        }
        assertThat(folder).isEmptyDirectory();
    }
}
