// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.format.manifest.EventCount;

/// How often each event occurred, understood or not: nothing is dropped silently.
final class EventCounts {

    private static final int IDS = 1 << 16;

    private final long[] byId = new long[IDS];
    private final long[] bySource;
    private long total;
    private long malformed;

    EventCounts(int sources) {
        this.bySource = new long[sources];
    }

    void count(int sourceId, int id) {
        byId[id]++;
        bySource[sourceId]++;
        total++;
    }

    void countMalformed(int sourceId) {
        malformed++;
        bySource[sourceId]++;
        total++;
    }

    long ofSource(int sourceId) {
        return bySource[sourceId];
    }

    long total() {
        return total;
    }

    /// The counts for the manifest, by system and name.
    List<EventCount> summary(Map<Integer, EventFormat> formats, EventHandlers handlers) {
        List<EventCount> counts = new ArrayList<>();
        for (int id = 0; id < IDS; id++) {
            if (byId[id] == 0) {
                continue;
            }
            EventFormat format = formats.get(id);
            counts.add(
                    format == null
                            ? new EventCount("", "unknown event " + id, byId[id], "")
                            : new EventCount(
                                    format.system(),
                                    format.name(),
                                    byId[id],
                                    handlers.interpretation(id).orElse("")));
        }
        if (malformed > 0) {
            counts.add(new EventCount("", "records too short for an event", malformed, ""));
        }
        counts.sort(Comparator.comparing(EventCount::system).thenComparing(EventCount::name));
        return counts;
    }
}
