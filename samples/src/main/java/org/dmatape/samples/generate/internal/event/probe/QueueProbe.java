// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.event.probe;

import org.dmatape.samples.generate.internal.event.layout.CpuTrace;
import org.dmatape.samples.generate.internal.event.layout.EventCatalogue;
import org.dmatape.samples.generate.internal.event.layout.EventDefinition;
import org.dmatape.samples.generate.internal.event.layout.FieldType;
import org.dmatape.samples.generate.internal.ring.RingWriter;

/// Probe on a function that takes nothing but a virtqueue and reports its names: `virtqueue_get_buf`,
/// `virtqueue_get_buf_ctx`, `virtqueue_notify`.
public final class QueueProbe {

    private final EventDefinition event;
    private final ProbeSite site;
    private final int vqOffset;
    private final int deviceOffset;
    private final int queueOffset;
    private final int indexOffset;

    QueueProbe(EventCatalogue catalogue, String name, ProbeSite site) {
        this.site = site;
        event = catalogue
                .entryProbe("vq", name)
                .field("vq", FieldType.U64)
                .field("dev", FieldType.PROBE_STRING)
                .field("name", FieldType.PROBE_STRING)
                .field("idx", FieldType.U32)
                .print("\"(%lx) vq=0x%Lx dev=\\\"%s\\\" name=\\\"%s\\\" idx=%u\", REC->__probe_ip, REC->vq, "
                        + "__get_str(dev), __get_str(name), REC->idx");
        vqOffset = event.offsetOf("vq");
        deviceOffset = event.offsetOf("dev");
        queueOffset = event.offsetOf("name");
        indexOffset = event.offsetOf("idx");
    }

    public void write(CpuTrace cpu, QueueNames queue) {
        if (NamedQueueRecord.open(cpu, event, queue, deviceOffset, queueOffset)) {
            RingWriter ring = cpu.ring(event);
            ring.putKernelLong(EventDefinition.COMMON_BYTES, site.entry());
            ring.putLong(vqOffset, queue.vq());
            ring.putInt(indexOffset, queue.index());
        }
    }
}
