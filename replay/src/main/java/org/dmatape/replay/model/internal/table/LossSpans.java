// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal.table;

import java.util.Comparator;
import java.util.List;
import org.dmatape.replay.facts.LostSpan;
import org.dmatape.replay.facts.TapeFacts;

/// Where events are missing. A conclusion from two events with a loss between them may be wrong: what is missing may
/// have been the map or the unmap that explains it.
public final class LossSpans {

    private final long[] fromIds;
    /// The furthest end of the first n + 1 spans.
    private final long[] furthestIds;

    public LossSpans(List<LostSpan> spans) {
        List<LostSpan> ordered = spans.stream()
                .sorted(Comparator.comparingLong(LostSpan::fromEventId))
                .toList();
        fromIds = ordered.stream().mapToLong(LostSpan::fromEventId).toArray();
        furthestIds = ordered.stream().mapToLong(LostSpan::toEventId).toArray();
        for (int i = 1; i < furthestIds.length; i++) {
            furthestIds[i] = Math.max(furthestIds[i], furthestIds[i - 1]);
        }
    }

    /// Where events of the driver's side are missing: faults that were not printed hide no map and no unmap.
    public static LossSpans ofDriver(TapeFacts facts) {
        return new LossSpans(facts.losses().stream()
                .filter(span -> !facts.sources().deviceOnly().contains(span.source()))
                .toList());
    }

    /// Whether events are missing between two events.
    public boolean between(long firstId, long lastId) {
        int below = 0;
        int above = fromIds.length;
        while (below < above) {
            int middle = (below + above) >>> 1;
            if (fromIds[middle] < lastId) {
                below = middle + 1;
            } else {
                above = middle;
            }
        }
        return below > 0 && furthestIds[below - 1] > firstId;
    }

    /// Whether events are missing anywhere behind an event.
    public boolean after(long id) {
        return between(id, Long.MAX_VALUE);
    }
}
