// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.event.probe;

import org.dmatape.samples.generate.internal.event.layout.CpuTrace;
import org.dmatape.samples.generate.internal.event.layout.DeviceName;
import org.dmatape.samples.generate.internal.event.layout.DeviceRecord;
import org.dmatape.samples.generate.internal.event.layout.EventCatalogue;
import org.dmatape.samples.generate.internal.event.layout.EventDefinition;
import org.dmatape.samples.generate.internal.event.layout.FieldType;
import org.dmatape.samples.generate.internal.event.layout.MapArguments;
import org.dmatape.samples.generate.internal.ring.RingWriter;

/// Probes on the entry and the return of `dma_map_page_attrs`.
public final class MapProbes {

    private static final int PAGE_OFFSET_MASK = 0xfff;

    private final EventDefinition entry;
    private final EventDefinition returned;
    private final DeviceRecord record;
    private final ProbeSite site;
    private final int siteOffset = EventDefinition.COMMON_BYTES;
    private final int pageOffset;
    private final int offsetOffset;
    private final int sizeOffset;
    private final int directionOffset;
    private final int attributesOffset;
    private final int returnSiteOffset;
    private final int resultOffset;

    MapProbes(EventCatalogue catalogue, MappingProbes.Kind kind) {
        EventCatalogue.Builder fields = catalogue
                .entryProbe(kind.system(), "map" + kind.suffix())
                .field("dev", FieldType.PROBE_STRING)
                .field("page", FieldType.U64)
                .field("off", FieldType.U64)
                .field("size", FieldType.U64)
                .field("dir", FieldType.U32);
        entry = kind.entry(
                fields,
                "dev=\\\"%s\\\" page=0x%Lx off=%Lu size=%Lu dir=%u",
                "__get_str(dev), REC->page, REC->off, REC->size, REC->dir");
        String result = kind.result();
        returned = catalogue
                .returnProbe(kind.system(), "map" + kind.suffix() + "_ret")
                .field(result, FieldType.U64)
                .print("\"(%lx <- %lx) " + result + "=0x%Lx\", REC->__probe_func, REC->__probe_ret_ip, REC->" + result);
        record = new DeviceRecord(entry, "dev");
        site = ProbeSite.of(
                KernelFunction.DMA_MAP_PAGE_ATTRS,
                KernelFunction.VRING_MAP_ONE_SG,
                kind.longBytes(),
                kind.entryOffset());
        pageOffset = entry.offsetOf("page");
        offsetOffset = entry.offsetOf("off");
        sizeOffset = entry.offsetOf("size");
        directionOffset = entry.offsetOf("dir");
        attributesOffset = entry.offsetOf("attrs");
        returnSiteOffset = returned.offsetOf("__probe_ret_ip");
        resultOffset = returned.offsetOf(result);
    }

    /// A map begins.
    public void write(CpuTrace cpu, DeviceName device, MapArguments arguments) {
        if (record.open(cpu, device, 0)) {
            RingWriter ring = cpu.ring(entry);
            ring.putKernelLong(siteOffset, site.entry());
            ring.putLong(pageOffset, StructPages.of(arguments.phys()));
            ring.putLong(offsetOffset, arguments.phys() & PAGE_OFFSET_MASK);
            ring.putLong(sizeOffset, arguments.sizeBytes());
            ring.putInt(directionOffset, arguments.direction());
            if (attributesOffset >= 0) {
                ring.putLong(attributesOffset, arguments.attributes());
            }
        }
    }

    /// A map returns an address.
    public void writeReturn(CpuTrace cpu, long dma) {
        if (cpu.begin(returned, returned.fixedBytes())) {
            RingWriter ring = cpu.ring(returned);
            ring.putKernelLong(siteOffset, site.entry());
            ring.putKernelLong(returnSiteOffset, site.returnTo());
            ring.putLong(resultOffset, dma);
        }
    }
}
