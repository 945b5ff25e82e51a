// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dmatape.analyze.fixture.FixtureTape.TO_DEVICE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.dmatape.analyze.AnalysisException;
import org.dmatape.analyze.database.DatabaseOptions.Access;
import org.dmatape.analyze.fixture.FixtureTape;
import org.dmatape.analyze.result.ResultCursor;
import org.dmatape.analyze.result.ResultTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What SQL from a user may and may not do.
class LockdownTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM read_text('/etc/hostname')",
                "SELECT * FROM read_csv('/etc/passwd')",
                "SELECT * FROM '/etc/passwd.csv'",
                "SELECT * FROM glob('/*')",
                "COPY (SELECT 1) TO '/tmp/dmatape-must-not-exist.csv'",
                "ATTACH '/tmp/dmatape-must-not-exist.duckdb'",
                "INSTALL httpfs",
                "LOAD httpfs",
                "SET enable_external_access = true",
                "SET lock_configuration = false",
                "SET memory_limit = '1TB'"
            })
    void sqlReachesNothingOutsideTheTape(String sql) {
        try (TapeDatabase database = new FixtureTape().open()) {
            assertThatThrownBy(() -> database.query(sql).close())
                    .isInstanceOf(AnalysisException.class)
                    .extracting(e -> ((AnalysisException) e).kind())
                    .isEqualTo(AnalysisException.Kind.USAGE);
        }
        assertThat(Path.of("/tmp/dmatape-must-not-exist.csv")).doesNotExist();
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
        DatabaseOptions defaults = DatabaseOptions.defaults();
        DatabaseOptions here =
                new DatabaseOptions(defaults.memoryLimitBytes(), 1, folder, Access.TAPE_ONLY, Optional.empty());
        try (TapeDatabase database = TapeDatabase.open(new FixtureTape(), here)) {
            database.query("SELECT 42").close();
            assertThat(folder).isNotEmptyDirectory();
        }
        assertThat(folder).isEmptyDirectory();
    }
}
