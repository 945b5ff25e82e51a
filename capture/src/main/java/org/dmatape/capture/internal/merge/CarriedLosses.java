// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.merge;

import java.util.ArrayList;
import java.util.List;

/// Losses behind the last event of a block: each reaches to the next event of its stream, which may be in another
/// block.
final class CarriedLosses {

    private final List<Carried> losses = new ArrayList<>();

    private record Carried(int cpu, long events) {

        Carried plus(long more) {
            return new Carried(cpu, events < 0 || more < 0 ? -1 : events + more);
        }
    }

    boolean isEmpty() {
        return losses.isEmpty();
    }

    /// Adds events missing on a CPU to those already carried for it.
    ///
    /// @param events how many, -1 where nobody counted
    void add(int cpu, long events) {
        for (int i = 0; i < losses.size(); i++) {
            if (losses.get(i).cpu() == cpu) {
                losses.set(i, losses.get(i).plus(events));
                return;
            }
        }
        losses.add(new Carried(cpu, events));
    }

    /// Tells of all of them and forgets them.
    void report(int sourceId, LastEvents last, long toNs, long toEventId, LossSink sink) {
        for (Carried loss : losses) {
            int cpu = loss.cpu();
            sink.lost(new Loss(sourceId, cpu, last.tsNs(cpu), toNs, loss.events(), last.eventId(cpu), toEventId));
        }
        losses.clear();
    }
}
