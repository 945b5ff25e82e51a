// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.schema;

import static org.dmatape.format.schema.ColumnSpec.required;
import static org.dmatape.format.schema.ColumnType.INT64;
import static org.dmatape.format.schema.ColumnType.UINT32;

/// Columns of `event_stack`: one operation whose call stack was recorded per row. Many have the same stack.
public enum EventStackColumn implements TapeColumn {
    /// Event_id of a virtqueue operation; op_id of a DMA operation, whatever the number of its entries.
    EVENT_ID(required(
            INT64,
            "",
            "event_id of a virtqueue operation; op_id of a DMA operation, whatever the number of its entries")),
    /// The stack, see table call_stack.
    STACK_ID(required(UINT32, "", "the stack, see table call_stack"));

    private final ColumnSpec spec;

    EventStackColumn(ColumnSpec spec) {
        this.spec = spec;
    }

    @Override
    public ColumnSpec spec() {
        return spec;
    }
}
