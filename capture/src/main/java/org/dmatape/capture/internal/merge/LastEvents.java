// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.merge;

import java.util.Arrays;

/// The last event of every CPU of a stream and the last row made up to it. A loss begins there. The CPU that is writing
/// is kept apart, so that a run of events of one CPU touches no array.
final class LastEvents {

    private static final int NO_CPU = -1;
    private static final int FIRST_CPUS = 8;

    private int cpu = NO_CPU;
    private long tsNs = Loss.BEGIN;
    private long eventId = -1;
    private long[] tsNsOf = new long[0];
    private long[] eventIdOf = new long[0];

    /// An event of that CPU was left behind.
    void left(int eventCpu, long eventTsNs, long lastEventId) {
        if (eventCpu != cpu) {
            moveTo(eventCpu);
        }
        tsNs = eventTsNs;
        eventId = lastEventId;
    }

    /// Time of the last event of a CPU, or [Loss#BEGIN].
    long tsNs(int ofCpu) {
        if (ofCpu == cpu) {
            return tsNs;
        }
        return ofCpu < tsNsOf.length ? tsNsOf[ofCpu] : Loss.BEGIN;
    }

    /// Last row made up to the last event of a CPU, or -1.
    long eventId(int ofCpu) {
        if (ofCpu == cpu) {
            return eventId;
        }
        return ofCpu < eventIdOf.length ? eventIdOf[ofCpu] : -1;
    }

    private void moveTo(int nextCpu) {
        reserve(Math.max(nextCpu, cpu));
        if (cpu != NO_CPU) {
            tsNsOf[cpu] = tsNs;
            eventIdOf[cpu] = eventId;
        }
        cpu = nextCpu;
    }

    private void reserve(int highestCpu) {
        int cpus = tsNsOf.length;
        if (highestCpu >= cpus) {
            int more = Math.max(FIRST_CPUS, 2 * (highestCpu + 1));
            tsNsOf = Arrays.copyOf(tsNsOf, more);
            eventIdOf = Arrays.copyOf(eventIdOf, more);
            Arrays.fill(tsNsOf, cpus, more, Loss.BEGIN);
            Arrays.fill(eventIdOf, cpus, more, -1);
        }
    }
}
