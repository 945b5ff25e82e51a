// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.event.tracepoint;

import org.dmatape.samples.generate.KernelFlavour;
import org.dmatape.samples.generate.internal.event.layout.CpuTrace;
import org.dmatape.samples.generate.internal.event.layout.DeviceName;
import org.dmatape.samples.generate.internal.event.layout.DeviceRecord;
import org.dmatape.samples.generate.internal.event.layout.EventCatalogue;
import org.dmatape.samples.generate.internal.event.layout.EventDefinition;
import org.dmatape.samples.generate.internal.event.layout.FieldType;
import org.dmatape.samples.generate.internal.ring.RingWriter;

/// `dma:dma_alloc`, written after the allocation, and `dma:dma_free`, written before the memory is freed. Both say
/// BIDIRECTIONAL where they have a direction.
public final class CoherentEvents {

    private static final int GFP_KERNEL = 0xcc0;

    private final EventDefinition alloc;
    private final EventDefinition free;
    private final DeviceRecord allocRecord;
    private final DeviceRecord freeRecord;
    private final int flagsOffset;
    private final int virtOffset;
    private final int dmaOffset;
    private final int sizeOffset;

    public CoherentEvents(EventCatalogue catalogue, KernelFlavour kernel) {
        boolean withDirection = kernel != KernelFlavour.V6_12_EARLY;
        alloc = define(catalogue, "dma_alloc", true, withDirection, PrintText.attributes(kernel));
        free = define(catalogue, "dma_free", false, withDirection, PrintText.attributes(kernel));
        allocRecord = new DeviceRecord(alloc, "device");
        freeRecord = new DeviceRecord(free, "device");
        flagsOffset = alloc.offsetOf("flags");
        virtOffset = alloc.offsetOf("virt_addr");
        dmaOffset = alloc.offsetOf("dma_addr");
        sizeOffset = alloc.offsetOf("size");
    }

    private static EventDefinition define(
            EventCatalogue catalogue, String name, boolean withFlags, boolean withDirection, String attributes) {
        EventCatalogue.Builder fields = catalogue
                .tracepoint("dma", name)
                .field("device", FieldType.STRING)
                .field("virt_addr", FieldType.POINTER)
                .field("dma_addr", FieldType.U64)
                .field("size", FieldType.SIZE);
        if (withFlags) {
            fields.field("flags", FieldType.GFP);
        }
        if (withDirection) {
            fields.field("dir", FieldType.DIRECTION);
        }
        return fields.field("attrs", FieldType.UNSIGNED_LONG)
                .print("\"%s" + (withDirection ? " dir=%s" : "") + " dma_addr=%llx size=%zu virt_addr=%p"
                        + (withFlags ? " flags=0x%x" : "") + " attrs=%s\", __get_str(device), "
                        + (withDirection ? PrintText.DIRECTION + ", " : "")
                        + "REC->dma_addr, REC->size, REC->virt_addr, "
                        + (withFlags ? "REC->flags, " : "") + attributes);
    }

    public void writeAlloc(CpuTrace cpu, DeviceName device, long virt, long dma, long size) {
        if (allocRecord.open(cpu, device, 0)) {
            cpu.ring(alloc).putInt(flagsOffset, GFP_KERNEL);
            fill(cpu.ring(alloc), virt, dma, size);
        }
    }

    public void writeFree(CpuTrace cpu, DeviceName device, long virt, long dma, long size) {
        if (freeRecord.open(cpu, device, 0)) {
            fill(cpu.ring(free), virt, dma, size);
        }
    }

    // direction and attributes are zero: BIDIRECTIONAL, none
    private void fill(RingWriter ring, long virt, long dma, long size) {
        ring.putKernelLong(virtOffset, virt);
        ring.putLong(dmaOffset, dma);
        ring.putKernelLong(sizeOffset, size);
    }
}
