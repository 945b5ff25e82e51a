// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.event.tracepoint;

import org.dmatape.samples.generate.internal.event.layout.CpuTrace;
import org.dmatape.samples.generate.internal.event.layout.EventCatalogue;
import org.dmatape.samples.generate.internal.event.layout.EventDefinition;
import org.dmatape.samples.generate.internal.event.layout.FieldType;
import org.dmatape.samples.generate.internal.ring.RingWriter;

/// `iommu:map` and `iommu:unmap` (kernel: `include/trace/events/iommu.h`). They do not name the device.
public final class IommuEvents {

    private final EventDefinition map;
    private final EventDefinition unmap;
    private final int mapIovaOffset;
    private final int mapPhysOffset;
    private final int mapSizeOffset;
    private final int unmapIovaOffset;
    private final int unmapSizeOffset;
    private final int unmappedSizeOffset;

    public IommuEvents(EventCatalogue catalogue) {
        map = catalogue
                .tracepoint("iommu", "map")
                .field("iova", FieldType.U64)
                .field("paddr", FieldType.U64)
                .field("size", FieldType.SIZE)
                .print("\"IOMMU: iova=0x%016llx - 0x%016llx paddr=0x%016llx size=%zu\", REC->iova, "
                        + "REC->iova + REC->size, REC->paddr, REC->size");
        unmap = catalogue
                .tracepoint("iommu", "unmap")
                .field("iova", FieldType.U64)
                .field("size", FieldType.SIZE)
                .field("unmapped_size", FieldType.SIZE)
                .print("\"IOMMU: iova=0x%016llx - 0x%016llx size=%zu unmapped_size=%zu\", REC->iova, "
                        + "REC->iova + REC->size, REC->size, REC->unmapped_size");
        mapIovaOffset = map.offsetOf("iova");
        mapPhysOffset = map.offsetOf("paddr");
        mapSizeOffset = map.offsetOf("size");
        unmapIovaOffset = unmap.offsetOf("iova");
        unmapSizeOffset = unmap.offsetOf("size");
        unmappedSizeOffset = unmap.offsetOf("unmapped_size");
    }

    public void writeMap(CpuTrace cpu, long iova, long phys, long size) {
        if (cpu.begin(map, map.fixedBytes())) {
            RingWriter ring = cpu.ring(map);
            ring.putLong(mapIovaOffset, iova);
            ring.putLong(mapPhysOffset, phys);
            ring.putKernelLong(mapSizeOffset, size);
        }
    }

    public void writeUnmap(CpuTrace cpu, long iova, long size) {
        if (cpu.begin(unmap, unmap.fixedBytes())) {
            RingWriter ring = cpu.ring(unmap);
            ring.putLong(unmapIovaOffset, iova);
            ring.putKernelLong(unmapSizeOffset, size);
            ring.putKernelLong(unmappedSizeOffset, size);
        }
    }
}
