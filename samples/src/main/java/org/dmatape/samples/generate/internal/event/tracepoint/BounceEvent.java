// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.event.tracepoint;

import org.dmatape.samples.generate.internal.event.layout.CpuTrace;
import org.dmatape.samples.generate.internal.event.layout.DeviceName;
import org.dmatape.samples.generate.internal.event.layout.DeviceRecord;
import org.dmatape.samples.generate.internal.event.layout.EventCatalogue;
import org.dmatape.samples.generate.internal.event.layout.EventDefinition;
import org.dmatape.samples.generate.internal.event.layout.FieldType;
import org.dmatape.samples.generate.internal.ring.RingWriter;

/// `swiotlb:swiotlb_bounced` (kernel: `include/trace/events/swiotlb.h`): written before the bounce slot is chosen, with
/// the original address.
public final class BounceEvent {

    private final EventDefinition event;
    private final DeviceRecord record;
    private final int maskOffset;
    private final int addressOffset;
    private final int sizeOffset;
    private final int forceOffset;

    public BounceEvent(EventCatalogue catalogue) {
        event = catalogue
                .tracepoint("swiotlb", "swiotlb_bounced")
                .field("dev_name", FieldType.STRING)
                .field("dma_mask", FieldType.U64)
                .field("dev_addr", FieldType.DMA_ADDRESS)
                .field("size", FieldType.SIZE)
                .field("force", FieldType.BOOL)
                .print("\"dev_name: %s dma_mask=%llx dev_addr=%llx size=%zu %s\", __get_str(dev_name), REC->dma_mask, "
                        + "(unsigned long long)REC->dev_addr, REC->size, REC->force ? \"FORCE\" : \"NORMAL\"");
        record = new DeviceRecord(event, "dev_name");
        maskOffset = event.offsetOf("dma_mask");
        addressOffset = event.offsetOf("dev_addr");
        sizeOffset = event.offsetOf("size");
        forceOffset = event.offsetOf("force");
    }

    public void write(CpuTrace cpu, DeviceName device, long phys, long size) {
        if (record.open(cpu, device, 0)) {
            RingWriter ring = cpu.ring(event);
            ring.putLong(maskOffset, -1);
            ring.putKernelLong(addressOffset, phys);
            ring.putKernelLong(sizeOffset, size);
            ring.putByte(forceOffset, 1);
        }
    }
}
