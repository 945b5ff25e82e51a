// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.schema;

import static org.dmatape.format.schema.ColumnSpec.optional;
import static org.dmatape.format.schema.ColumnSpec.required;
import static org.dmatape.format.schema.ColumnType.BOOL;
import static org.dmatape.format.schema.ColumnType.INT64;
import static org.dmatape.format.schema.ColumnType.TEXT;
import static org.dmatape.format.schema.ColumnType.UINT16;
import static org.dmatape.format.schema.ColumnType.UINT64;

/// Columns of `bounce`: one copy through swiotlb per row.
public enum BounceColumn implements TapeColumn {
    /// Number of this row in the total order of the tape.
    EVENT_ID(required(INT64, "", "number of this row in the total order of the tape")),
    /// Time on the tape's clock.
    TS_NS(required(INT64, "ns", "time on the tape's clock")),
    /// CPU.
    CPU(required(UINT16, "", "CPU")),
    /// Device.
    DEVICE(optional(TEXT, "", "device")),
    /// Address of the original memory, not of the bounce slot.
    PHYS_ADDR(optional(UINT64, "address", "address of the original memory, not of the bounce slot")),
    /// Bytes.
    SIZE(optional(UINT64, "bytes", "bytes")),
    /// Bounced although the device could have reached the memory.
    FORCED(required(BOOL, "", "bounced although the device could have reached the memory")),
    /// Op_id of the mapping it happened inside.
    DMA_OP_ID(optional(INT64, "", "op_id of the mapping it happened inside")),
    /// The recording this row was read from, see table source.
    SOURCE_ID(required(UINT16, "", "the recording this row was read from, see table source"));

    private final ColumnSpec spec;

    BounceColumn(ColumnSpec spec) {
        this.spec = spec;
    }

    @Override
    public ColumnSpec spec() {
        return spec;
    }
}
