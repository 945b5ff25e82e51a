// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.schema;

import static org.dmatape.format.schema.ColumnSpec.optional;
import static org.dmatape.format.schema.ColumnSpec.required;
import static org.dmatape.format.schema.ColumnType.BOOL;
import static org.dmatape.format.schema.ColumnType.TEXT;
import static org.dmatape.format.schema.ColumnType.UINT32;

/// Columns of `device`: one device per row.
public enum DeviceColumn implements TapeColumn {
    /// DMA device.
    DEVICE(required(TEXT, "", "DMA device")),
    /// Virtio device on it.
    VIRTIO_DEVICE(optional(TEXT, "", "virtio device on it")),
    /// Virtio device type: 1 net, 2 block, ....
    VIRTIO_ID(optional(UINT32, "", "virtio device type: 1 net, 2 block, ...")),
    /// Driver bound to it.
    DRIVER(optional(TEXT, "", "driver bound to it")),
    /// Negotiated virtio features, character n is bit n.
    FEATURES(optional(TEXT, "", "negotiated virtio features, character n is bit n")),
    /// VIRTIO_F_ACCESS_PLATFORM (bit 33) was negotiated: the device uses the DMA API.
    ACCESS_PLATFORM(
            optional(BOOL, "", "VIRTIO_F_ACCESS_PLATFORM (bit 33) was negotiated: the device uses the DMA API")),
    /// Identity, DMA, DMA-FQ.
    IOMMU_GROUP_TYPE(optional(TEXT, "", "identity, DMA, DMA-FQ"));

    private final ColumnSpec spec;

    DeviceColumn(ColumnSpec spec) {
        this.spec = spec;
    }

    @Override
    public ColumnSpec spec() {
        return spec;
    }
}
