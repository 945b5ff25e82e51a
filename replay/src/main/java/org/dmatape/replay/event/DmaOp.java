// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.event;

/// What a DMA-API operation does. The constants are the words of column `op` of table `dma_op`.
public enum DmaOp {
    MAP,
    UNMAP,
    ALLOC,
    FREE,
    SYNC_FOR_CPU,
    SYNC_FOR_DEVICE,
    MAP_ERROR;

    /// Whether the operation begins a mapping.
    public boolean opens() {
        return this == MAP || this == ALLOC;
    }

    /// Whether the operation ends a mapping.
    public boolean closes() {
        return this == UNMAP || this == FREE;
    }

    /// Whether the operation hands mapped memory over between CPU and device.
    public boolean syncs() {
        return this == SYNC_FOR_CPU || this == SYNC_FOR_DEVICE;
    }
}
