// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.store;

import java.time.Instant;
import java.util.List;

/// What could not be read, and why.
public final class BrokenTable {

    private final StoreConnection connection;

    BrokenTable(StoreConnection connection) {
        this.connection = connection;
    }

    /// All of it, in order of night and name.
    public List<BrokenCapture> all() {
        return connection.rows(
                "SELECT signature, name, input, scenario, night, reason FROM broken ORDER BY night, name",
                row -> new BrokenCapture(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        SqlTime.date(row, 5),
                        row.getString(6)));
    }

    /// Remembers one; what the same path or content said before is replaced.
    public void put(BrokenCapture broken) {
        connection.transaction(() -> {
            connection.execute(
                    "DELETE FROM broken WHERE signature = ? OR input = ?", broken.signature(), broken.input());
            connection.execute(
                    "INSERT INTO broken VALUES (?, ?, ?, ?, ?, ?, ?)",
                    broken.signature(),
                    broken.name(),
                    broken.input(),
                    broken.scenario(),
                    broken.night(),
                    broken.reason(),
                    SqlTime.timestamp(Instant.now()));
        });
    }
}
