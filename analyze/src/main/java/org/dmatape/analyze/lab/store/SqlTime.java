// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/// Times as the store has them: UTC, without a zone.
final class SqlTime {

    private SqlTime() {}

    static LocalDateTime timestamp(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    static Instant instant(ResultSet row, int column) throws SQLException {
        Object value = row.getObject(column);
        return switch (value) {
            case Timestamp timestamp -> timestamp.toLocalDateTime().toInstant(ZoneOffset.UTC);
            case LocalDateTime dateTime -> dateTime.toInstant(ZoneOffset.UTC);
            default -> throw new SQLException("expected a time stamp, found " + value);
        };
    }

    static LocalDate date(ResultSet row, int column) throws SQLException {
        return LocalDate.parse(row.getString(column));
    }
}
