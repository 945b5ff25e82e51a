// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.machine.address;

import org.dmatape.samples.generate.internal.event.layout.CpuTrace;
import org.dmatape.samples.generate.internal.event.tracepoint.BounceEvent;

/// swiotlb: every mapping is copied through a slot of a pool that the device can reach.
public final class BounceTranslation implements Translation {

    private final BounceEvent event;

    public BounceTranslation(BounceEvent event) {
        this.event = event;
    }

    @Override
    public long map(CpuTrace cpu, DmaDevice device, long phys, long bytes) {
        event.write(cpu, device.name(), phys, bytes);
        return mapSilently(cpu, device, phys, bytes);
    }

    @Override
    public long mapSilently(CpuTrace cpu, DmaDevice device, long phys, long bytes) {
        return device.allocator().allocate(cpu, bytes);
    }

    @Override
    public void unmapForGood(CpuTrace cpu, DmaDevice device, long dma, long bytes) {
        // what was written is copied back, without an event
    }

    @Override
    public void release(CpuTrace owner, DmaDevice device, long dma, long bytes) {
        device.allocator().release(owner, dma, bytes);
    }

    @Override
    public void failToMap(CpuTrace cpu, DmaDevice device, long phys, long bytes) {
        event.write(cpu, device.name(), phys, bytes);
    }
}
