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

/// `dma:dma_sync_single_for_cpu` and `dma:dma_sync_single_for_device`.
public final class SyncEvents {

    private final EventDefinition forCpu;
    private final EventDefinition forDevice;
    private final DeviceRecord forCpuRecord;
    private final DeviceRecord forDeviceRecord;
    private final int dmaOffset;
    private final int sizeOffset;
    private final int directionOffset;

    public SyncEvents(EventCatalogue catalogue) {
        forCpu = define(catalogue, "dma_sync_single_for_cpu");
        forDevice = define(catalogue, "dma_sync_single_for_device");
        forCpuRecord = new DeviceRecord(forCpu, "device");
        forDeviceRecord = new DeviceRecord(forDevice, "device");
        dmaOffset = forCpu.offsetOf("dma_addr");
        sizeOffset = forCpu.offsetOf("size");
        directionOffset = forCpu.offsetOf("dir");
    }

    private static EventDefinition define(EventCatalogue catalogue, String name) {
        return catalogue
                .tracepoint("dma", name)
                .field("device", FieldType.STRING)
                .field("dma_addr", FieldType.U64)
                .field("size", FieldType.SIZE)
                .field("dir", FieldType.DIRECTION)
                .print("\"%s dir=%s dma_addr=%llx size=%zu\", __get_str(device), " + PrintText.DIRECTION
                        + ", REC->dma_addr, REC->size");
    }

    public void writeForCpu(CpuTrace cpu, DeviceName device, long dma, long size, int direction) {
        if (forCpuRecord.open(cpu, device, 0)) {
            fill(cpu.ring(forCpu), dma, size, direction);
        }
    }

    public void writeForDevice(CpuTrace cpu, DeviceName device, long dma, long size, int direction) {
        if (forDeviceRecord.open(cpu, device, 0)) {
            fill(cpu.ring(forDevice), dma, size, direction);
        }
    }

    private void fill(RingWriter ring, long dma, long size, int direction) {
        ring.putLong(dmaOffset, dma);
        ring.putKernelLong(sizeOffset, size);
        ring.putInt(directionOffset, direction);
    }
}
