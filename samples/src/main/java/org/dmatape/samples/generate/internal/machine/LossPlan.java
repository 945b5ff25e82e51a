// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.machine;

import org.dmatape.samples.generate.internal.event.layout.CpuTrace;

/// When rings run over: evenly spread over the recording, on whatever CPU is at work, one to three sub-buffers at a
/// time.
final class LossPlan {

    private static final int MAX_SUB_BUFFERS = 3;

    private final int spans;
    private final long intervalEvents;
    private int done;

    LossPlan(int spans, long events) {
        this.spans = spans;
        intervalEvents = events / (spans + 1L);
    }

    void perhaps(CpuTrace cpu, long events) {
        if (done < spans && events >= (done + 1) * intervalEvents) {
            cpu.rings().getFirst().loseSubBuffers(1 + done % MAX_SUB_BUFFERS);
            done++;
        }
    }
}
