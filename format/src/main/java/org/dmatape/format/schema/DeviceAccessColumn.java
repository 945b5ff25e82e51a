// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.schema;

import static org.dmatape.format.schema.ColumnSpec.optional;
import static org.dmatape.format.schema.ColumnSpec.required;
import static org.dmatape.format.schema.ColumnType.INT64;
import static org.dmatape.format.schema.ColumnType.TEXT;
import static org.dmatape.format.schema.ColumnType.UINT16;
import static org.dmatape.format.schema.ColumnType.UINT64;

/// Columns of `device_access`: one access or translation seen from the device side per row.
public enum DeviceAccessColumn implements TapeColumn {
    /// Number of this row in the total order of the tape.
    EVENT_ID(required(INT64, "", "number of this row in the total order of the tape")),
    /// Time on the tape's clock.
    TS_NS(required(INT64, "ns", "time on the tape's clock")),
    /// Device.
    DEVICE(optional(TEXT, "", "device")),
    /// Address the device used.
    IOVA(optional(UINT64, "address", "address the device used")),
    /// What it was translated to.
    PHYS_ADDR(optional(UINT64, "address", "what it was translated to")),
    /// Bytes touched; the page's size where only its translation was recorded; null where the source has neither.
    SIZE(
            optional(
                    UINT64,
                    "bytes",
                    "bytes touched; the page's size where only its translation was recorded; null where the source has neither")),
    /// Read, write, unknown.
    ACCESS(required(TEXT, "", "read, write, unknown")),
    /// Hit, translated, fault, bypass, unknown.
    RESULT(required(TEXT, "", "hit, translated, fault, bypass, unknown")),
    /// The recording this row was read from, see table source.
    SOURCE_ID(required(UINT16, "", "the recording this row was read from, see table source"));

    private final ColumnSpec spec;

    DeviceAccessColumn(ColumnSpec spec) {
        this.spec = spec;
    }

    @Override
    public ColumnSpec spec() {
        return spec;
    }
}
