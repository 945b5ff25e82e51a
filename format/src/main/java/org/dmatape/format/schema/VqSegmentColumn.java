// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.schema;

import static org.dmatape.format.schema.ColumnSpec.optional;
import static org.dmatape.format.schema.ColumnSpec.required;
import static org.dmatape.format.schema.ColumnType.BOOL;
import static org.dmatape.format.schema.ColumnType.INT64;
import static org.dmatape.format.schema.ColumnType.UINT32;
import static org.dmatape.format.schema.ColumnType.UINT64;

/// Columns of `vq_segment`: one scatterlist entry of a posted buffer per row.
public enum VqSegmentColumn implements TapeColumn {
    /// Event_id of the add.
    VQ_OP_ID(required(INT64, "", "event_id of the add")),
    /// Position in the buffer, over all its scatterlists.
    ENTRY_INDEX(required(UINT32, "", "position in the buffer, over all its scatterlists")),
    /// Physical address.
    PHYS_ADDR(optional(UINT64, "address", "physical address")),
    /// DMA address, of premapped buffers only.
    DMA_ADDR(optional(UINT64, "address", "DMA address, of premapped buffers only")),
    /// Bytes.
    SIZE(required(UINT64, "bytes", "bytes")),
    /// The device may write it.
    DEVICE_WRITABLE(required(BOOL, "", "the device may write it"));

    private final ColumnSpec spec;

    VqSegmentColumn(ColumnSpec spec) {
        this.spec = spec;
    }

    @Override
    public ColumnSpec spec() {
        return spec;
    }
}
