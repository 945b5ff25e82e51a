// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.dmatape.analyze.database.TapeDatabase;
import org.dmatape.analyze.lab.store.ContentDigest;
import org.dmatape.analyze.lab.store.StoredCapture;
import org.dmatape.analyze.result.ResultCursor;
import org.dmatape.format.manifest.EventCount;
import org.dmatape.format.manifest.Manifest;

/// Where a capture was recorded, and how. Captures with different facts are never compared, so only what stays the
/// same from one run to the next belongs here: what the host says of itself, what the platform does with mappings,
/// and which kinds of events were recorded. Which single events occurred does not: a fault that occurs for the
/// first time is news and no other platform.
///
/// @param facts by name, e.g. `host.command_line`
record CaptureEnvironment(SortedMap<String, String> facts) {

    private static final String QUERY = "compare-environment";
    private static final Set<String> MOMENTARY =
            Set.of("first_ts_ns", "last_ts_ns", "date", "trace_id", "recorded_at", "iommu_log");
    /// Where the kinds of events come from that a recording has or has not by the choice of who recorded it.
    private static final Set<String> CHOSEN = Set.of("dma", "iommu", "vq", "qemu", "swiotlb");

    /// @param ignored names of facts that are not to count
    static CaptureEnvironment of(TapeDatabase database, Manifest manifest, Set<String> ignored) {
        SortedMap<String, String> facts = new TreeMap<>();
        manifest.host().forEach((aspect, value) -> {
            if (!MOMENTARY.contains(aspect)) {
                facts.put("host." + aspect, value);
            }
        });
        facts.put("recording.probes", probes(manifest));
        try (ResultCursor rows = database.query(database.catalogue().find(QUERY).orElseThrow(), Map.of())) {
            while (rows.next()) {
                if (rows.value(2) instanceof String value) {
                    facts.put(rows.value(0) + "." + rows.value(1), value);
                }
            }
        }
        facts.keySet().removeAll(ignored);
        return new CaptureEnvironment(facts);
    }

    /// A digest of the facts.
    String fingerprint() {
        List<String> parts = new ArrayList<>();
        facts.forEach((name, value) -> {
            parts.add(name);
            parts.add(value);
        });
        return StoredCapture.key(ContentDigest.ofTexts(parts));
    }

    /// What was looked at costs time itself.
    private static String probes(Manifest manifest) {
        Set<String> systems = new TreeSet<>();
        for (EventCount event : manifest.events()) {
            if (!event.interpretation().isEmpty() && CHOSEN.contains(event.system())) {
                systems.add(event.system());
                if (event.interpretation().endsWith("duration")) {
                    systems.add(event.system() + " (durations)");
                }
            }
        }
        return String.join(", ", systems);
    }
}
