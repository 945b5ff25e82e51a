// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.schema;

import static org.dmatape.format.schema.ColumnSpec.optional;
import static org.dmatape.format.schema.ColumnSpec.required;
import static org.dmatape.format.schema.ColumnType.INT64;
import static org.dmatape.format.schema.ColumnType.TEXT;
import static org.dmatape.format.schema.ColumnType.UINT16;
import static org.dmatape.format.schema.ColumnType.UINT64;

/// Columns of `source`: one recording that was read per row.
public enum SourceColumn implements TapeColumn {
    /// Number used by the other tables.
    SOURCE_ID(required(UINT16, "", "number used by the other tables")),
    /// File as it was named.
    PATH(required(TEXT, "", "file as it was named")),
    /// Trace.dat v6, trace.dat v7, ....
    KIND(required(TEXT, "", "trace.dat v6, trace.dat v7, ...")),
    /// Instance within the file, empty for the main buffer.
    BUFFER(optional(TEXT, "", "instance within the file, empty for the main buffer")),
    /// Size of the file.
    SIZE(required(UINT64, "bytes", "size of the file")),
    /// Checksum of the file.
    SHA256(required(TEXT, "", "checksum of the file")),
    /// Events read; null for a live recording, whose events the manifest counts.
    EVENTS(optional(INT64, "", "events read; null for a live recording, whose events the manifest counts")),
    /// Lines that are something else, e.g. other output in the same log.
    FOREIGN(optional(INT64, "", "lines that are something else, e.g. other output in the same log")),
    /// Lines or records that begin like an event and cannot be understood.
    MALFORMED(optional(INT64, "", "lines or records that begin like an event and cannot be understood")),
    /// Trace clock.
    CLOCK(optional(TEXT, "", "trace clock"));

    private final ColumnSpec spec;

    SourceColumn(ColumnSpec spec) {
        this.spec = spec;
    }

    @Override
    public ColumnSpec spec() {
        return spec;
    }
}
