// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.machine.address;

import org.dmatape.samples.generate.internal.event.layout.CpuTrace;
import org.dmatape.samples.generate.internal.event.layout.Scatterlist;

/// What turns physical addresses into those a device uses, with the events it leaves while doing so.
public interface Translation {

    /// Makes bytes reachable; gives the DMA address of the first.
    long map(CpuTrace cpu, DmaDevice device, long phys, long bytes);

    /// The same, without leaving events: for what happened before the recording.
    long mapSilently(CpuTrace cpu, DmaDevice device, long phys, long bytes);

    /// Makes them unreachable again, and their address free.
    ///
    /// @param owner CPU whose cache takes the address over
    default void unmap(CpuTrace cpu, DmaDevice device, long dma, long bytes, CpuTrace owner) {
        unmapForGood(cpu, device, dma, bytes);
        release(owner, device, dma, bytes);
    }

    /// Makes them unreachable again; nobody will get their address.
    void unmapForGood(CpuTrace cpu, DmaDevice device, long dma, long bytes);

    /// Makes their address free.
    void release(CpuTrace owner, DmaDevice device, long dma, long bytes);

    /// What happens before a mapping that then fails.
    void failToMap(CpuTrace cpu, DmaDevice device, long phys, long bytes);

    /// Makes the entries of a scatterlist reachable and fills in what they became.
    default void mapScatterlist(CpuTrace cpu, DmaDevice device, Scatterlist list) {
        for (int i = 0; i < list.entries(); i++) {
            list.addMapped(map(cpu, device, list.phys(i), list.size(i)), list.size(i));
        }
    }

    /// Makes the first entries of a mapped scatterlist unreachable.
    default void unmapScatterlist(CpuTrace cpu, DmaDevice device, Scatterlist list, int entries) {
        for (int i = 0; i < entries; i++) {
            unmap(cpu, device, list.mappedDma(i), list.size(i), cpu);
        }
    }
}
