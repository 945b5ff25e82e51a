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

/// `irq:irq_handler_entry`.
public final class InterruptEvent {

    private final EventDefinition event;
    private final DeviceRecord record;
    private final int irqOffset;

    public InterruptEvent(EventCatalogue catalogue) {
        event = catalogue
                .tracepoint("irq", "irq_handler_entry")
                .field("irq", FieldType.INT)
                .field("name", FieldType.STRING)
                .print("\"irq=%d name=%s\", REC->irq, __get_str(name)");
        record = new DeviceRecord(event, "name");
        irqOffset = event.offsetOf("irq");
    }

    public void write(CpuTrace cpu, int irq, DeviceName name) {
        if (record.open(cpu, name, 0)) {
            RingWriter ring = cpu.ring(event);
            ring.putInt(irqOffset, irq);
        }
    }
}
