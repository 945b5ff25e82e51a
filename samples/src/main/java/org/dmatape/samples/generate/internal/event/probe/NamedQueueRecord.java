// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.event.probe;

import org.dmatape.samples.generate.internal.event.layout.CpuTrace;
import org.dmatape.samples.generate.internal.event.layout.DataLocation;
import org.dmatape.samples.generate.internal.event.layout.EventDefinition;

/// Opens probe records that name a virtqueue by two strings behind the fixed part.
final class NamedQueueRecord {

    private NamedQueueRecord() {}

    static boolean open(CpuTrace cpu, EventDefinition event, QueueNames queue, int deviceOffset, int queueOffset) {
        int deviceAt = event.fixedBytes();
        int queueAt = deviceAt + queue.device().length();
        if (!cpu.begin(event, queueAt + queue.queue().length())) {
            return false;
        }
        cpu.ring(event)
                .putInt(deviceOffset, DataLocation.of(deviceAt, queue.device().length()));
        cpu.ring(event).putBytes(deviceAt, queue.device().terminated());
        cpu.ring(event)
                .putInt(queueOffset, DataLocation.of(queueAt, queue.queue().length()));
        cpu.ring(event).putBytes(queueAt, queue.queue().terminated());
        return true;
    }
}
