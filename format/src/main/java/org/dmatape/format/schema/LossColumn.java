// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.schema;

import static org.dmatape.format.schema.ColumnSpec.optional;
import static org.dmatape.format.schema.ColumnSpec.required;
import static org.dmatape.format.schema.ColumnType.INT64;
import static org.dmatape.format.schema.ColumnType.UINT16;

/// Columns of `loss`: events lost on one CPU in one span of time per row.
public enum LossColumn implements TapeColumn {
    /// Source.
    SOURCE_ID(required(UINT16, "", "source")),
    /// CPU.
    CPU(required(UINT16, "", "CPU")),
    /// Time of the last event before the loss.
    FROM_NS(required(INT64, "ns", "time of the last event before the loss")),
    /// Time of the first event after it.
    TO_NS(required(INT64, "ns", "time of the first event after it")),
    /// Events lost; null where the kernel did not count them.
    EVENTS(optional(INT64, "", "events lost; null where the kernel did not count them")),
    /// Last event before the loss on that CPU.
    FROM_EVENT_ID(optional(INT64, "", "last event before the loss on that CPU")),
    /// First event after it.
    TO_EVENT_ID(optional(INT64, "", "first event after it"));

    private final ColumnSpec spec;

    LossColumn(ColumnSpec spec) {
        this.spec = spec;
    }

    @Override
    public ColumnSpec spec() {
        return spec;
    }
}
