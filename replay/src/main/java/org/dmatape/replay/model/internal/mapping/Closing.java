// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal.mapping;

import org.dmatape.replay.event.DmaApi;
import org.dmatape.replay.event.DmaDirection;
import org.dmatape.replay.event.DmaOperation;

/// An operation that ends a mapping: what must be remembered of it until it is clear which.
public final class Closing {

    /// The amount of an operation that does not tell.
    static final long UNKNOWN_AMOUNT = Long.MIN_VALUE;

    private long eventId;
    private long tsNs;
    private int cpu;
    private int device;
    private long dmaAddress;
    private DmaApi api = DmaApi.SINGLE;
    private DmaDirection direction = DmaDirection.NONE;
    private boolean hasPhysAddress;
    private long physAddress;
    private boolean hasSize;
    private long size;
    private boolean hasVirtAddress;
    private long virtAddress;
    private int entryCount;
    private boolean truncated;
    private long iommuBytes;
    private boolean inVirtqueue;

    /// Takes over what an operation says.
    ///
    /// @param address the address it means; a scatterlist's unmap does not say it
    public void take(DmaOperation operation, long address) {
        eventId = operation.eventId();
        tsNs = operation.tsNs();
        cpu = operation.cpu();
        device = operation.device();
        dmaAddress = address;
        api = operation.api();
        direction = operation.direction();
        hasPhysAddress = operation.hasPhysAddress(0);
        physAddress = operation.physAddress(0);
        hasSize = operation.hasSize(0);
        size = operation.size(0);
        hasVirtAddress = operation.hasVirtAddress();
        virtAddress = operation.virtAddress();
        entryCount = operation.entryCount();
        truncated = operation.truncated();
        iommuBytes = operation.iommuBytes();
        inVirtqueue = operation.inVirtqueue();
    }

    public Closing copy() {
        Closing copy = new Closing();
        copy.eventId = eventId;
        copy.tsNs = tsNs;
        copy.cpu = cpu;
        copy.device = device;
        copy.dmaAddress = dmaAddress;
        copy.api = api;
        copy.direction = direction;
        copy.hasPhysAddress = hasPhysAddress;
        copy.physAddress = physAddress;
        copy.hasSize = hasSize;
        copy.size = size;
        copy.hasVirtAddress = hasVirtAddress;
        copy.virtAddress = virtAddress;
        copy.entryCount = entryCount;
        copy.truncated = truncated;
        copy.iommuBytes = iommuBytes;
        copy.inVirtqueue = inVirtqueue;
        return copy;
    }

    /// Whether it says what a map said: functions, bytes or entries, direction.
    public boolean agreesWith(Mappings mappings, int map) {
        return api == mappings.api(map) && direction == mappings.direction(map) && amount() == mappings.amount(map);
    }

    long amount() {
        return api == DmaApi.SG ? entryCount : hasSize ? size : UNKNOWN_AMOUNT;
    }

    public long eventId() {
        return eventId;
    }

    public long tsNs() {
        return tsNs;
    }

    public int cpu() {
        return cpu;
    }

    public int device() {
        return device;
    }

    public long dmaAddress() {
        return dmaAddress;
    }

    public DmaApi api() {
        return api;
    }

    /// Whether the operation itself tells the address: the unmap of a scatterlist does not.
    public boolean namesAddress() {
        return api != DmaApi.SG;
    }

    public DmaDirection direction() {
        return direction;
    }

    public boolean hasPhysAddress() {
        return hasPhysAddress;
    }

    public long physAddress() {
        return physAddress;
    }

    public boolean hasSize() {
        return hasSize;
    }

    public long size() {
        return size;
    }

    public boolean hasVirtAddress() {
        return hasVirtAddress;
    }

    public long virtAddress() {
        return virtAddress;
    }

    public int entryCount() {
        return entryCount;
    }

    public boolean truncated() {
        return truncated;
    }

    public long iommuBytes() {
        return iommuBytes;
    }

    public boolean inVirtqueue() {
        return inVirtqueue;
    }
}
