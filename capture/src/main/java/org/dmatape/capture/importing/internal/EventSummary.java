// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing.internal;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dmatape.format.manifest.EventCount;

/// The event counts of all recordings together: the same event is one line, whichever recording it was in.
final class EventSummary {

    private final Map<Key, Long> countOf = new HashMap<>();

    private record Key(String system, String name, String interpretation) {}

    void add(String system, String name, long count, String interpretation) {
        countOf.merge(new Key(system, name, interpretation), count, Long::sum);
    }

    /// The counts by system and name.
    List<EventCount> counts() {
        return countOf.entrySet().stream()
                .map(entry -> new EventCount(
                        entry.getKey().system(),
                        entry.getKey().name(),
                        entry.getValue(),
                        entry.getKey().interpretation()))
                .sorted(Comparator.comparing(EventCount::system)
                        .thenComparing(EventCount::name)
                        .thenComparing(EventCount::interpretation))
                .toList();
    }
}
