// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dmatape.analyze.fixture.FixtureTape.TO_DEVICE;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.dmatape.analyze.fixture.FixtureTape;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.queries.QueryCatalogue;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A database that stays as a file is whole without dmatape.
class KeptDatabaseTest {

    @TempDir
    private static Path folder;

    private static Path file;

    @BeforeAll
    static void keep() {
        file = folder.resolve("tape.duckdb");
        FixtureTape tape = new FixtureTape();
        tape.map("0000:00:01.0", 0xffff000, 0x5000, 512, TO_DEVICE);
        try (TapeDatabase database =
                TapeDatabase.open(tape, DatabaseOptions.defaults().withKeptFile(file))) {
            database.loadEverything();
        }
    }

    static List<String> names() {
        return Stream.concat(
                        Stream.of(TapeTable.values()).map(TapeTable::tableName),
                        QueryCatalogue.shipped().definedTables().keySet().stream())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyTableViewAndTableFunctionIsThere(String name) throws SQLException {
        assertThat(answer("SELECT '" + name + "' IN (SELECT table_name FROM duckdb_tables()"
                        + " UNION ALL SELECT view_name FROM duckdb_views()"
                        + " UNION ALL SELECT function_name FROM duckdb_functions())"))
                .isEqualTo("true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hex(dma_addr) = '0xffff000' AND dma_addr = hex('0xffff000')",
                "to_ns('5 us') = 5000 AND ns(5000) = '5 us'",
                "device = device('0000:00:01.0')",
                "in_scope(device, map_ts_ns, map_cpu)",
                "address_key(device, dma_addr) IS NOT NULL"
            })
    void everyFunctionAnswers(String condition) throws SQLException {
        assertThat(answer("SELECT count() = 1 FROM mapping WHERE " + condition)).isEqualTo("true");
    }

    @Test
    void itsFormatIsOneThatOlderDuckDbsRead() throws SQLException {
        assertThat(answer("SELECT tags['storage_version'] FROM duckdb_databases() WHERE NOT internal"))
                .startsWith("v1.4");
    }

    private static String answer(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }
}
