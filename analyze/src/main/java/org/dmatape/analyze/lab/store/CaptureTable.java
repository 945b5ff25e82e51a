// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.store;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The captures of a store.
public final class CaptureTable {

    private static final String COLUMNS = """
        SELECT capture, content, name, host, scenario, night, started_at, fingerprint, verdict, events, lost_events, lossy,
            pruned_at IS NOT NULL
        FROM capture
        ORDER BY night, started_at, name, capture\
        """;

    private final StoreConnection connection;

    CaptureTable(StoreConnection connection) {
        this.connection = connection;
    }

    /// All captures, in order of night, start and name.
    public List<StoredCapture> all() {
        return connection.rows(COLUMNS, CaptureTable::read);
    }

    /// Some captures, in the same order.
    public List<StoredCapture> chosen(CaptureSelection selection) {
        return all().stream().filter(selection::contains).toList();
    }

    /// The checksums of all contents the store has taken in.
    public Set<String> contents() {
        return new HashSet<>(connection.rows("SELECT content FROM capture", row -> row.getString(1)));
    }

    /// Where each capture was taken from, by its key; it need not be there any more.
    public Map<String, Path> inputs() {
        Map<String, Path> inputs = new HashMap<>();
        connection
                .rows(
                        "SELECT capture, input FROM capture",
                        row -> Map.entry(row.getString(1), Path.of(row.getString(2))))
                .forEach(entry -> inputs.put(entry.getKey(), entry.getValue()));
        return inputs;
    }

    /// The files of each capture in the lake.
    public Map<String, List<LakeFile>> files() {
        Map<String, List<LakeFile>> byCapture = new LinkedHashMap<>();
        for (LakeFile file : connection.rows(
                "SELECT capture, table_name, path, row_count, size_bytes, sha256 FROM lake_file ORDER BY path",
                row -> new LakeFile(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getString(6)))) {
            byCapture.computeIfAbsent(file.capture(), _ -> new ArrayList<>()).add(file);
        }
        return byCapture;
    }

    /// Makes a capture count, with all its facts or not at all. What was broken before it changed is so no longer.
    public void add(NewCapture capture, String signature, String program) {
        connection.transaction(() -> {
            new CaptureInsertion(connection, capture).run(program);
            connection.execute("DELETE FROM broken WHERE signature = ? OR input = ?", signature, capture.input());
        });
    }

    private static StoredCapture read(ResultSet row) throws SQLException {
        int column = 1;
        String capture = row.getString(column++);
        String content = row.getString(column++);
        String name = row.getString(column++);
        String host = row.getString(column++);
        String scenario = row.getString(column++);
        var night = SqlTime.date(row, column++);
        Instant startedAt = SqlTime.instant(row, column++);
        String fingerprint = row.getString(column++);
        String verdict = row.getString(column++);
        long events = row.getLong(column++);
        long lostEvents = row.getLong(column++);
        boolean lossy = row.getBoolean(column++);
        boolean pruned = row.getBoolean(column);
        return new StoredCapture(
                capture,
                content,
                name,
                host,
                scenario,
                night,
                startedAt,
                fingerprint,
                verdict,
                events,
                lostEvents,
                lossy,
                pruned);
    }
}
