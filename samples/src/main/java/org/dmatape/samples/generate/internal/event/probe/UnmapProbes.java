// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.event.probe;

import org.dmatape.samples.generate.internal.event.layout.CpuTrace;
import org.dmatape.samples.generate.internal.event.layout.DeviceName;
import org.dmatape.samples.generate.internal.event.layout.DeviceRecord;
import org.dmatape.samples.generate.internal.event.layout.EventCatalogue;
import org.dmatape.samples.generate.internal.event.layout.EventDefinition;
import org.dmatape.samples.generate.internal.event.layout.FieldType;
import org.dmatape.samples.generate.internal.ring.RingWriter;

/// Probes on the entry and the return of `dma_unmap_page_attrs`.
public final class UnmapProbes {

    private final EventDefinition entry;
    private final EventDefinition returned;
    private final DeviceRecord record;
    private final ProbeSite site;
    private final int siteOffset = EventDefinition.COMMON_BYTES;
    private final int addressOffset;
    private final int sizeOffset;
    private final int directionOffset;
    private final int attributesOffset;
    private final int returnSiteOffset;

    UnmapProbes(EventCatalogue catalogue, MappingProbes.Kind kind) {
        EventCatalogue.Builder fields = catalogue
                .entryProbe(kind.system(), "unmap" + kind.suffix())
                .field("dev", FieldType.PROBE_STRING)
                .field("addr", FieldType.U64)
                .field("size", FieldType.U64)
                .field("dir", FieldType.U32);
        entry = kind.entry(
                fields, "dev=\\\"%s\\\" addr=0x%Lx size=%Lu dir=%u", "__get_str(dev), REC->addr, REC->size, REC->dir");
        returned = catalogue
                .returnProbe(kind.system(), "unmap" + kind.suffix() + "_ret")
                .print("\"(%lx <- %lx)\", REC->__probe_func, REC->__probe_ret_ip");
        record = new DeviceRecord(entry, "dev");
        site = ProbeSite.of(
                KernelFunction.DMA_UNMAP_PAGE_ATTRS,
                KernelFunction.VRING_UNMAP_ONE_SPLIT,
                kind.longBytes(),
                kind.entryOffset());
        addressOffset = entry.offsetOf("addr");
        sizeOffset = entry.offsetOf("size");
        directionOffset = entry.offsetOf("dir");
        attributesOffset = entry.offsetOf("attrs");
        returnSiteOffset = returned.offsetOf("__probe_ret_ip");
    }

    /// An unmap begins.
    public void write(CpuTrace cpu, DeviceName device, long dma, long size, int direction, long attrs) {
        if (record.open(cpu, device, 0)) {
            RingWriter ring = cpu.ring(entry);
            ring.putKernelLong(siteOffset, site.entry());
            ring.putLong(addressOffset, dma);
            ring.putLong(sizeOffset, size);
            ring.putInt(directionOffset, direction);
            if (attributesOffset >= 0) {
                ring.putLong(attributesOffset, attrs);
            }
        }
    }

    /// An unmap is over.
    public void writeReturn(CpuTrace cpu) {
        if (cpu.begin(returned, returned.fixedBytes())) {
            RingWriter ring = cpu.ring(returned);
            ring.putKernelLong(siteOffset, site.entry());
            ring.putKernelLong(returnSiteOffset, site.returnTo());
        }
    }
}
