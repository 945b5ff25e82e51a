// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.output;

import java.util.Locale;

/// The formats rows come out in.
public enum OutputFormat {
    /// Aligned columns for a person to read.
    TABLE,
    /// One array of objects.
    JSON,
    /// One object per line.
    JSONL,
    /// Comma-separated values of RFC 4180, with a header line.
    CSV,
    /// An Arrow IPC stream.
    ARROW;

    /// What writes this format.
    public RowWriter writer() {
        return switch (this) {
            case TABLE -> new TableWriter();
            case JSON -> JsonWriter.array();
            case JSONL -> JsonWriter.lines();
            case CSV -> new CsvWriter();
            case ARROW -> new ArrowWriter();
        };
    }

    /// The name the user types.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
