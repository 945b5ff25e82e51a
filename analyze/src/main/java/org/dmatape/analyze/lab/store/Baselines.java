// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.store;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// Changes that somebody accepted. Nothing is taken back: a later acceptance of the same metric outweighs an
/// earlier one.
public final class Baselines {

    private final StoreConnection connection;

    /// One acceptance.
    ///
    /// @param scenario what was run
    /// @param fingerprint environment it holds for; empty holds for all
    /// @param metric name of the metric
    /// @param night first night of the new baseline
    /// @param reason why, in the words of who accepted it
    /// @param acceptedBy who
    /// @param acceptedAt when
    public record Acceptance(
            String scenario,
            Optional<String> fingerprint,
            String metric,
            LocalDate night,
            String reason,
            String acceptedBy,
            Instant acceptedAt) {}

    Baselines(StoreConnection connection) {
        this.connection = connection;
    }

    /// Remembers one.
    public void accept(Acceptance acceptance) {
        connection.execute(
                "INSERT INTO baseline VALUES (?, ?, ?, ?, ?, ?, ?)",
                acceptance.scenario(),
                acceptance.fingerprint().orElse(null),
                acceptance.metric(),
                acceptance.night(),
                acceptance.reason(),
                acceptance.acceptedBy(),
                SqlTime.timestamp(acceptance.acceptedAt()));
    }

    /// All, in the order in which they were accepted, whatever the clock said.
    public List<Acceptance> all() {
        return connection.rows(
                """
                SELECT scenario, fingerprint, metric, night, reason, accepted_by, accepted_at FROM baseline
                ORDER BY rowid\
                """,
                row -> new Acceptance(
                        row.getString(1),
                        Optional.ofNullable(row.getString(2)),
                        row.getString(3),
                        SqlTime.date(row, 4),
                        row.getString(5),
                        row.getString(6),
                        SqlTime.instant(row, 7)));
    }
}
