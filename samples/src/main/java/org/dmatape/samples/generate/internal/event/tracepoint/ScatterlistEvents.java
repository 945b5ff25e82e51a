// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.event.tracepoint;

import org.dmatape.samples.generate.KernelFlavour;
import org.dmatape.samples.generate.internal.event.layout.CpuTrace;
import org.dmatape.samples.generate.internal.event.layout.DataLocation;
import org.dmatape.samples.generate.internal.event.layout.DeviceName;
import org.dmatape.samples.generate.internal.event.layout.DeviceRecord;
import org.dmatape.samples.generate.internal.event.layout.EventCatalogue;
import org.dmatape.samples.generate.internal.event.layout.EventDefinition;
import org.dmatape.samples.generate.internal.event.layout.FieldType;
import org.dmatape.samples.generate.internal.event.layout.Scatterlist;
import org.dmatape.samples.generate.internal.ring.RingWriter;

/// `dma:dma_map_sg`, written after the mapping, and `dma:dma_unmap_sg`, written before it is torn down. The latter
/// knows physical addresses only.
///
/// Arrays follow the device's name without gaps: physical addresses, DMA addresses, lengths. A record that does not fit
/// a sub-buffer vanishes; newer kernels keep `dma_map_sg` (not `dma_unmap_sg`) small by recording 128 entries at most.
public final class ScatterlistEvents {

    /// Entries a capping kernel records.
    public static final int RECORDED_ENTRIES = 128;

    /// How much of a scatterlist an event holds.
    public enum Extent {
        WHOLE,
        TRUNCATED,
        NOTHING
    }

    private static final int UNIQUE = 949;

    /// More than everything in a sub-buffer with one `dma_map_sg` that is not an array.
    private static final int OTHER_BYTES = 160;

    private final boolean capped;
    private final EventDefinition map;
    private final EventDefinition unmap;
    private final DeviceRecord mapRecord;
    private final DeviceRecord unmapRecord;
    private final int fullEntriesOffset;
    private final int fullMappedOffset;
    private final int truncatedOffset;
    private final int physOffset;
    private final int dmaOffset;
    private final int lengthsOffset;
    private final int mapDirectionOffset;
    private final int unmapPhysOffset;
    private final int unmapDirectionOffset;

    public ScatterlistEvents(EventCatalogue catalogue, KernelFlavour kernel) {
        capped = kernel.capsScatterlists();
        map = capped ? defineCapped(catalogue, kernel) : defineUncapped(catalogue, kernel);
        unmap = catalogue
                .tracepoint("dma", "dma_unmap_sg")
                .field("device", FieldType.STRING)
                .field("addrs", FieldType.U64_ARRAY)
                .field("dir", FieldType.DIRECTION)
                .field("attrs", FieldType.UNSIGNED_LONG)
                .print("\"%s dir=%s phys_addrs=%s attrs=%s\", __get_str(device), " + PrintText.DIRECTION + ", "
                        + PrintText.array("addrs", "u64") + ", " + PrintText.attributes(kernel));
        mapRecord = new DeviceRecord(map, "device");
        unmapRecord = new DeviceRecord(unmap, "device");
        fullEntriesOffset = map.offsetOf("full_nents");
        fullMappedOffset = map.offsetOf("full_ents");
        truncatedOffset = map.offsetOf("truncated");
        physOffset = map.offsetOf("phys_addrs");
        dmaOffset = map.offsetOf("dma_addrs");
        lengthsOffset = map.offsetOf("lengths");
        mapDirectionOffset = map.offsetOf("dir");
        unmapPhysOffset = unmap.offsetOf("addrs");
        unmapDirectionOffset = unmap.offsetOf("dir");
    }

    private static EventDefinition defineCapped(EventCatalogue catalogue, KernelFlavour kernel) {
        return catalogue
                .tracepoint("dma", "dma_map_sg")
                .field("device", FieldType.STRING)
                .field("full_nents", FieldType.INT)
                .field("full_ents", FieldType.INT)
                .field("truncated", FieldType.BOOL)
                .field("phys_addrs", FieldType.U64_ARRAY)
                .field("dma_addrs", FieldType.U64_ARRAY)
                .field("lengths", FieldType.U32_ARRAY)
                .field("dir", FieldType.DIRECTION)
                .field("attrs", FieldType.UNSIGNED_LONG)
                .print("\"%s dir=%s nents=%d/%d ents=%d/%d%s dma_addrs=%s sizes=%s phys_addrs=%s attrs=%s\", "
                        + "__get_str(device), " + PrintText.DIRECTION + ", "
                        + PrintText.cappedCount("full_nents", UNIQUE) + ", REC->full_nents, "
                        + PrintText.cappedCount("full_ents", UNIQUE + 2) + ", REC->full_ents, "
                        + "REC->truncated ? \" [TRUNCATED]\" : \"\", " + arrays() + PrintText.attributes(kernel));
    }

    private static EventDefinition defineUncapped(EventCatalogue catalogue, KernelFlavour kernel) {
        return catalogue
                .tracepoint("dma", "dma_map_sg")
                .field("device", FieldType.STRING)
                .field("phys_addrs", FieldType.U64_ARRAY)
                .field("dma_addrs", FieldType.U64_ARRAY)
                .field("lengths", FieldType.U32_ARRAY)
                .field("dir", FieldType.DIRECTION)
                .field("attrs", FieldType.UNSIGNED_LONG)
                .print("\"%s dir=%s dma_addrs=%s sizes=%s phys_addrs=%s attrs=%s\", __get_str(device), "
                        + PrintText.DIRECTION + ", " + arrays() + PrintText.attributes(kernel));
    }

    private static String arrays() {
        return PrintText.array("dma_addrs", "u64") + ", " + PrintText.array("lengths", "unsigned int") + ", "
                + PrintText.array("phys_addrs", "u64") + ", ";
    }

    /// How long a list may be so that its map event is sure to fit a sub-buffer, whatever it is merged into.
    public static int longestRecorded(KernelFlavour kernel, int subBufferBytes) {
        if (kernel.capsScatterlists()) {
            return Integer.MAX_VALUE;
        }
        return (subBufferBytes - OTHER_BYTES) / (2 * Long.BYTES + Integer.BYTES);
    }

    /// @return how much of the list was recorded
    public Extent writeMap(CpuTrace cpu, DeviceName device, Scatterlist list, int direction) {
        int entries = capped ? Math.min(list.entries(), RECORDED_ENTRIES) : list.entries();
        int mapped = capped ? Math.min(list.mappedEntries(), RECORDED_ENTRIES) : list.mappedEntries();
        boolean truncated = entries < list.entries() || mapped < list.mappedEntries();
        int arrayBytes = Long.BYTES * entries + (Long.BYTES + Integer.BYTES) * mapped;
        if (!mapRecord.open(cpu, device, arrayBytes)) {
            return Extent.NOTHING;
        }
        RingWriter ring = cpu.ring(map);
        if (capped) {
            ring.putInt(fullEntriesOffset, list.entries());
            ring.putInt(fullMappedOffset, list.mappedEntries());
            ring.putByte(truncatedOffset, truncated ? 1 : 0);
        }
        int at = putPhys(ring, physOffset, mapRecord.arraysOffset(device), list, entries);
        ring.putInt(dmaOffset, DataLocation.of(at, Long.BYTES * mapped));
        for (int i = 0; i < mapped; i++, at += Long.BYTES) {
            ring.putLong(at, list.mappedDma(i));
        }
        ring.putInt(lengthsOffset, DataLocation.of(at, Integer.BYTES * mapped));
        for (int i = 0; i < mapped; i++, at += Integer.BYTES) {
            ring.putInt(at, list.mappedSize(i));
        }
        ring.putInt(mapDirectionOffset, direction);
        return truncated ? Extent.TRUNCATED : Extent.WHOLE;
    }

    /// @param entries how many entries the caller names
    /// @return whether the event exists; false when it does not fit the ring
    public boolean writeUnmap(CpuTrace cpu, DeviceName device, Scatterlist list, int entries, int direction) {
        if (!unmapRecord.open(cpu, device, Long.BYTES * entries)) {
            return false;
        }
        RingWriter ring = cpu.ring(unmap);
        putPhys(ring, unmapPhysOffset, unmapRecord.arraysOffset(device), list, entries);
        ring.putInt(unmapDirectionOffset, direction);
        return true;
    }

    private static int putPhys(RingWriter ring, int field, int at, Scatterlist list, int count) {
        ring.putInt(field, DataLocation.of(at, Long.BYTES * count));
        for (int i = 0; i < count; i++) {
            ring.putLong(at + Long.BYTES * i, list.phys(i));
        }
        return at + Long.BYTES * count;
    }
}
