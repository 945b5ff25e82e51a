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
import org.dmatape.samples.generate.internal.event.layout.MapArguments;
import org.dmatape.samples.generate.internal.ring.RingWriter;

/// `dma:dma_map_page`, since 6.18 `dma:dma_map_phys`: written after the mapping was made, or failed.
public final class MapEvent {

    private final EventDefinition event;
    private final DeviceRecord record;
    private final int physOffset;
    private final int dmaOffset;
    private final int sizeOffset;
    private final int directionOffset;
    private final int attrsOffset;

    public MapEvent(EventCatalogue catalogue, KernelFlavour kernel) {
        event = catalogue
                .tracepoint("dma", kernel.hasPhysEvents() ? "dma_map_phys" : "dma_map_page")
                .field("device", FieldType.STRING)
                .field("phys_addr", FieldType.U64)
                .field("dma_addr", FieldType.U64)
                .field("size", FieldType.SIZE)
                .field("dir", FieldType.DIRECTION)
                .field("attrs", FieldType.UNSIGNED_LONG)
                .print("\"%s dir=%s dma_addr=%llx size=%zu phys_addr=%llx attrs=%s\", __get_str(device), "
                        + PrintText.DIRECTION + ", REC->dma_addr, REC->size, REC->phys_addr, "
                        + PrintText.attributes(kernel));
        record = new DeviceRecord(event, "device");
        physOffset = event.offsetOf("phys_addr");
        dmaOffset = event.offsetOf("dma_addr");
        sizeOffset = event.offsetOf("size");
        directionOffset = event.offsetOf("dir");
        attrsOffset = event.offsetOf("attrs");
    }

    /// A map has returned an address.
    public void write(CpuTrace cpu, DeviceName device, MapArguments arguments, long dma) {
        if (record.open(cpu, device, 0)) {
            RingWriter ring = cpu.ring(event);
            ring.putLong(physOffset, arguments.phys());
            ring.putLong(dmaOffset, dma);
            ring.putKernelLong(sizeOffset, arguments.sizeBytes());
            ring.putInt(directionOffset, arguments.direction());
            ring.putKernelLong(attrsOffset, arguments.attributes());
        }
    }
}
