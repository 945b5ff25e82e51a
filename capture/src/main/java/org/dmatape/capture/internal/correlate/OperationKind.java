// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.correlate;

/// What a traced kernel function does. Entries of the same kind inside one another are one operation.
public enum OperationKind {
    VQ_ADD("add"),
    VQ_GET_BUF("get_buf"),
    VQ_KICK("kick"),
    VQ_KICK_PREPARE("kick_prepare"),
    VQ_NOTIFY("notify"),
    VQ_INTERRUPT("interrupt"),
    VQ_DETACH("detach"),
    DMA_MAP("map"),
    DMA_UNMAP("unmap"),
    DMA_MAP_SG("map"),
    DMA_UNMAP_SG("unmap"),
    DMA_ALLOC("alloc"),
    DMA_FREE("free"),
    DMA_SYNC_FOR_CPU("sync_for_cpu"),
    DMA_SYNC_FOR_DEVICE("sync_for_device"),
    IOMMU_MAP("map"),
    IOMMU_UNMAP("unmap"),
    IOMMU_FLUSH_QUEUE("flush_queue");

    private final String op;

    OperationKind(String op) {
        this.op = op;
    }

    /// The value of column `op`.
    public String op() {
        return op;
    }

    /// Whether it is an operation on a virtqueue.
    public boolean isVirtqueue() {
        return compareTo(VQ_DETACH) <= 0;
    }

    /// Whether it is an operation of the DMA API.
    public boolean isDma() {
        return compareTo(DMA_MAP) >= 0 && compareTo(DMA_SYNC_FOR_DEVICE) <= 0;
    }

    /// Whether it maps memory for a device.
    public boolean maps() {
        return this == DMA_MAP || this == DMA_MAP_SG;
    }

    /// Whether buffers are mapped or unmapped on behalf of this virtqueue operation.
    boolean movesBuffers() {
        return this == VQ_ADD || this == VQ_GET_BUF || this == VQ_DETACH;
    }
}
