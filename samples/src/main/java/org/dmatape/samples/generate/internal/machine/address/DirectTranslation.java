// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.machine.address;

import org.dmatape.samples.generate.internal.event.layout.CpuTrace;

/// No translation: the device uses physical addresses.
public final class DirectTranslation implements Translation {

    @Override
    public long map(CpuTrace cpu, DmaDevice device, long phys, long bytes) {
        return phys;
    }

    @Override
    public long mapSilently(CpuTrace cpu, DmaDevice device, long phys, long bytes) {
        return phys;
    }

    @Override
    public void unmapForGood(CpuTrace cpu, DmaDevice device, long dma, long bytes) {
        // nothing was set up, so nothing is torn down
    }

    @Override
    public void release(CpuTrace owner, DmaDevice device, long dma, long bytes) {
        // the address is that of the memory
    }

    @Override
    public void failToMap(CpuTrace cpu, DmaDevice device, long phys, long bytes) {
        // the address lies outside the device's mask
    }
}
