// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.event;

import org.dmatape.samples.generate.KernelFlavour;
import org.dmatape.samples.generate.internal.ring.RingWriter;

/// Probes around `dma_map_page_attrs` and `dma_unmap_page_attrs`, as the lab sets them; on a 6.1 kernel, as the kprobes
/// that stand in for its missing `dma` events.
public final class MappingProbes {

    private static final int PAGE_OFFSET_MASK = 0xfff;

    private final EventDefinition map;
    private final EventDefinition mapReturn;
    private final EventDefinition unmap;
    private final EventDefinition unmapReturn;
    private final DeviceRecord mapRecord;
    private final DeviceRecord unmapRecord;
    private final ProbeSite mapSite;
    private final ProbeSite unmapSite;
    private final int siteOffset = EventDefinition.COMMON_BYTES;
    private final int returnSiteOffset;
    private final int pageOffset;
    private final int offsetOffset;
    private final int mapSizeOffset;
    private final int mapDirectionOffset;
    private final int mapAttrsOffset;
    private final int resultOffset;
    private final int addressOffset;
    private final int unmapSizeOffset;
    private final int unmapDirectionOffset;
    private final int unmapAttrsOffset;

    public MappingProbes(EventCatalogue catalogue, KernelFlavour kernel, int longBytes) {
        boolean kprobes = !kernel.hasDmaEvents();
        String system = kprobes ? "dmap" : "vq";
        String suffix = kprobes ? "" : "_page";
        String result = kprobes ? "addr" : "ret";
        EventCatalogue.Builder mapFields = catalogue
                .entryProbe(system, "map" + suffix)
                .field("dev", FieldType.PROBE_STRING)
                .field("page", FieldType.U64)
                .field("off", FieldType.U64)
                .field("size", FieldType.U64)
                .field("dir", FieldType.U32);
        map = withAttrs(
                mapFields,
                kprobes,
                "dev=\\\"%s\\\" page=0x%Lx off=%Lu size=%Lu dir=%u",
                "__get_str(dev), REC->page, REC->off, REC->size, REC->dir");
        mapReturn = catalogue
                .returnProbe(system, "map" + suffix + "_ret")
                .field(result, FieldType.U64)
                .print("\"(%lx <- %lx) " + result + "=0x%Lx\", REC->__probe_func, REC->__probe_ret_ip, REC->" + result);
        EventCatalogue.Builder unmapFields = catalogue
                .entryProbe(system, "unmap" + suffix)
                .field("dev", FieldType.PROBE_STRING)
                .field("addr", FieldType.U64)
                .field("size", FieldType.U64)
                .field("dir", FieldType.U32);
        unmap = withAttrs(
                unmapFields,
                kprobes,
                "dev=\\\"%s\\\" addr=0x%Lx size=%Lu dir=%u",
                "__get_str(dev), REC->addr, REC->size, REC->dir");
        unmapReturn = catalogue
                .returnProbe(system, "unmap" + suffix + "_ret")
                .print("\"(%lx <- %lx)\", REC->__probe_func, REC->__probe_ret_ip");
        mapRecord = new DeviceRecord(map, "dev");
        unmapRecord = new DeviceRecord(unmap, "dev");
        int entryOffset = kprobes ? 0 : Integer.BYTES;
        mapSite = ProbeSite.of(
                KernelFunction.DMA_MAP_PAGE_ATTRS, KernelFunction.VRING_MAP_ONE_SG, longBytes, entryOffset);
        unmapSite = ProbeSite.of(
                KernelFunction.DMA_UNMAP_PAGE_ATTRS, KernelFunction.VRING_UNMAP_ONE_SPLIT, longBytes, entryOffset);
        returnSiteOffset = mapReturn.offsetOf("__probe_ret_ip");
        pageOffset = map.offsetOf("page");
        offsetOffset = map.offsetOf("off");
        mapSizeOffset = map.offsetOf("size");
        mapDirectionOffset = map.offsetOf("dir");
        mapAttrsOffset = map.offsetOf("attrs");
        resultOffset = mapReturn.offsetOf(result);
        addressOffset = unmap.offsetOf("addr");
        unmapSizeOffset = unmap.offsetOf("size");
        unmapDirectionOffset = unmap.offsetOf("dir");
        unmapAttrsOffset = unmap.offsetOf("attrs");
    }

    private static EventDefinition withAttrs(
            EventCatalogue.Builder fields, boolean attrs, String format, String arguments) {
        if (attrs) {
            return fields.field("attrs", FieldType.U64)
                    .print("\"(%lx) " + format + " attrs=0x%Lx\", REC->__probe_ip, " + arguments + ", REC->attrs");
        }
        return fields.print("\"(%lx) " + format + "\", REC->__probe_ip, " + arguments);
    }

    public void writeMap(CpuTrace cpu, DeviceName device, long phys, long size, int direction, long attrs) {
        if (mapRecord.open(cpu, device, 0)) {
            RingWriter ring = cpu.ring(map);
            ring.putKernelLong(siteOffset, mapSite.entry());
            ring.putLong(pageOffset, StructPages.of(phys));
            ring.putLong(offsetOffset, phys & PAGE_OFFSET_MASK);
            ring.putLong(mapSizeOffset, size);
            ring.putInt(mapDirectionOffset, direction);
            if (mapAttrsOffset >= 0) {
                ring.putLong(mapAttrsOffset, attrs);
            }
        }
    }

    public void writeMapReturn(CpuTrace cpu, long dma) {
        if (cpu.begin(mapReturn, mapReturn.fixedBytes())) {
            RingWriter ring = cpu.ring(mapReturn);
            ring.putKernelLong(siteOffset, mapSite.entry());
            ring.putKernelLong(returnSiteOffset, mapSite.returnTo());
            ring.putLong(resultOffset, dma);
        }
    }

    public void writeUnmap(CpuTrace cpu, DeviceName device, long dma, long size, int direction, long attrs) {
        if (unmapRecord.open(cpu, device, 0)) {
            RingWriter ring = cpu.ring(unmap);
            ring.putKernelLong(siteOffset, unmapSite.entry());
            ring.putLong(addressOffset, dma);
            ring.putLong(unmapSizeOffset, size);
            ring.putInt(unmapDirectionOffset, direction);
            if (unmapAttrsOffset >= 0) {
                ring.putLong(unmapAttrsOffset, attrs);
            }
        }
    }

    public void writeUnmapReturn(CpuTrace cpu) {
        if (cpu.begin(unmapReturn, unmapReturn.fixedBytes())) {
            RingWriter ring = cpu.ring(unmapReturn);
            ring.putKernelLong(siteOffset, unmapSite.entry());
            ring.putKernelLong(returnSiteOffset, unmapSite.returnTo());
        }
    }
}
