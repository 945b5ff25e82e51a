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

/// `dma:dma_unmap_page`, since 6.18 `dma:dma_unmap_phys`: written after the mapping is gone.
public final class UnmapEvent {

    private final EventDefinition event;
    private final DeviceRecord record;
    private final int addressOffset;
    private final int sizeOffset;
    private final int directionOffset;
    private final int attrsOffset;

    public UnmapEvent(EventCatalogue catalogue, KernelFlavour kernel) {
        event = catalogue
                .tracepoint("dma", kernel.hasPhysEvents() ? "dma_unmap_phys" : "dma_unmap_page")
                .field("device", FieldType.STRING)
                .field("addr", FieldType.U64)
                .field("size", FieldType.SIZE)
                .field("dir", FieldType.DIRECTION)
                .field("attrs", FieldType.UNSIGNED_LONG)
                .print("\"%s dir=%s dma_addr=%llx size=%zu attrs=%s\", __get_str(device), " + PrintText.DIRECTION
                        + ", REC->addr, REC->size, " + PrintText.attributes(kernel));
        record = new DeviceRecord(event, "device");
        addressOffset = event.offsetOf("addr");
        sizeOffset = event.offsetOf("size");
        directionOffset = event.offsetOf("dir");
        attrsOffset = event.offsetOf("attrs");
    }

    public void write(CpuTrace cpu, DeviceName device, long dma, long size, int direction, long attrs) {
        if (record.open(cpu, device, 0)) {
            RingWriter ring = cpu.ring(event);
            ring.putLong(addressOffset, dma);
            ring.putKernelLong(sizeOffset, size);
            ring.putInt(directionOffset, direction);
            ring.putKernelLong(attrsOffset, attrs);
        }
    }
}
