// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.event;

/// Takes the events of a tape. What it is given is valid during the call only: the same objects show the next event.
public interface EventHandler {

    /// One operation of the DMA API, with all entries of its scatterlist.
    default void dma(DmaOperation operation) {}

    /// One operation on a virtqueue.
    default void virtqueue(VirtqueueOperation operation) {}

    /// One segment of the buffer a virtqueue add has just posted.
    default void segment(PostedSegment segment) {}

    /// One event of an IOMMU.
    default void iommu(IommuOperation operation) {}

    /// One fault an IOMMU reported.
    default void fault(IommuFault fault) {}

    /// One copy through a bounce buffer.
    default void bounce(Bounce bounce) {}

    /// One access seen from the device's side.
    default void access(DeviceAccess access) {}

    /// One virtqueue operation seen from the device's side.
    default void deviceQueue(DeviceQueueOperation operation) {}
}
