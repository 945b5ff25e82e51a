// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.schema;

import static org.dmatape.format.schema.ColumnSpec.optional;
import static org.dmatape.format.schema.ColumnSpec.required;
import static org.dmatape.format.schema.ColumnType.INT64;
import static org.dmatape.format.schema.ColumnType.TEXT;
import static org.dmatape.format.schema.ColumnType.UINT16;

/// Columns of `clock`: how a source's clock relates to the tape's per row.
public enum ClockColumn implements TapeColumn {
    /// Source.
    SOURCE_ID(required(UINT16, "", "source")),
    /// Begin of the window.
    FROM_NS(optional(INT64, "ns", "begin of the window")),
    /// End of the window.
    TO_NS(optional(INT64, "ns", "end of the window")),
    /// Added to the source's times.
    OFFSET_NS(required(INT64, "ns", "added to the source's times")),
    /// Bound of the error.
    UNCERTAINTY_NS(required(INT64, "ns", "bound of the error")),
    /// Same, file, measured, aligned, given, unknown.
    METHOD(required(TEXT, "", "same, file, measured, aligned, given, unknown"));

    private final ColumnSpec spec;

    ClockColumn(ColumnSpec spec) {
        this.spec = spec;
    }

    @Override
    public ColumnSpec spec() {
        return spec;
    }
}
