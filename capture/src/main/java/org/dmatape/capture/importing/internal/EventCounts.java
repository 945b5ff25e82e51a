// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing.internal;

import java.util.Map;
import org.dmatape.capture.eventformat.EventFormat;

/// How often each event of one recording occurred, understood or not: nothing is dropped silently.
final class EventCounts {

    private static final int IDS = 1 << 16;

    private final long[] byId = new long[IDS];
    /// Above every id that occurred: a recorder asks four times a second.
    private int idsEnd;
    private final int firstSourceId;
    private final long[] bySource;
    private long malformed;

    EventCounts(int firstSourceId, int sources) {
        this.firstSourceId = firstSourceId;
        this.bySource = new long[sources];
    }

    void count(int sourceId, int id) {
        byId[id]++;
        if (id >= idsEnd) {
            idsEnd = id + 1;
        }
        bySource[sourceId - firstSourceId]++;
    }

    void countMalformed(int sourceId) {
        malformed++;
        bySource[sourceId - firstSourceId]++;
    }

    long ofSource(int sourceId) {
        return bySource[sourceId - firstSourceId];
    }

    /// Adds the counts to those of all recordings.
    void addTo(EventSummary summary, Map<Integer, EventFormat> formats, EventHandlers handlers) {
        for (int id = 0; id < idsEnd; id++) {
            if (byId[id] == 0) {
                continue;
            }
            EventFormat format = formats.get(id);
            if (format == null) {
                summary.add("", "unknown event " + id, byId[id], "");
            } else {
                summary.add(
                        format.system(),
                        format.name(),
                        byId[id],
                        handlers.interpretation(id).orElse(""));
            }
        }
        if (malformed > 0) {
            summary.add("", "records too short for an event", malformed, "");
        }
    }
}
