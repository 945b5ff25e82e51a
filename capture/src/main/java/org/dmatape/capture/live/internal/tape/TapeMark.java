// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.live.internal.tape;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dmatape.capture.importing.internal.EventDecoder;
import org.dmatape.format.manifest.EventCount;
import org.dmatape.format.manifest.LossSummary;
import org.dmatape.format.manifest.Manifest;

/// How far a recording was at a moment, for the manifest of a part of it.
///
/// @param tsNs time of the last event
/// @param counts how often each event had occurred
/// @param losses what had been lost
public record TapeMark(long tsNs, List<EventCount> counts, LossSummary losses) {

    /// Why a part was written, among the facts of the host.
    static final String REASON = "written_because";

    /// The beginning of a tape.
    public static final TapeMark BEGIN = new TapeMark(0, List.of(), LossSummary.none());

    /// Where a decoder is now.
    public static TapeMark of(EventDecoder decoder) {
        return new TapeMark(
                decoder.timeSpan().lastNs(),
                decoder.eventCounts(),
                new LossSummary(
                        decoder.rows().losses().spans(),
                        decoder.rows().losses().lostEvents(),
                        decoder.rows().losses().hasUncounted()));
    }

    /// The manifest of what came between two marks.
    ///
    /// @param whole manifest of the recording
    static Manifest between(TapeMark from, TapeMark to, Manifest whole, String reason) {
        Map<String, String> host = new LinkedHashMap<>(whole.host());
        if (from.tsNs > 0) {
            host.put("first_ts_ns", Long.toString(from.tsNs + 1));
        }
        if (to.tsNs > 0) {
            host.put("last_ts_ns", Long.toString(to.tsNs));
        }
        host.put(REASON, reason);
        long spans = to.losses.spans() - from.losses.spans();
        LossSummary losses =
                new LossSummary(spans, to.losses.events() - from.losses.events(), spans > 0 && to.losses.uncounted());
        return new Manifest(
                whole.formatVersion(),
                whole.state(),
                whole.createdBy(),
                whole.sources(),
                host,
                whole.clocks(),
                losses,
                newCounts(from, to),
                whole.tables(),
                whole.notes(),
                whole.unrecorded());
    }

    /// The same manifest with another reason.
    public static Manifest withReason(Manifest manifest, String reason) {
        TapeMark none = new TapeMark(0, List.of(), LossSummary.none());
        long lastNs = Long.parseLong(manifest.host().getOrDefault("last_ts_ns", "0"));
        return between(none, new TapeMark(lastNs, manifest.events(), manifest.losses()), manifest, reason);
    }

    private static List<EventCount> newCounts(TapeMark from, TapeMark to) {
        Map<String, Long> before = new HashMap<>();
        from.counts.forEach(count -> before.put(count.system() + ":" + count.name(), count.count()));
        List<EventCount> news = new ArrayList<>();
        for (EventCount count : to.counts) {
            long more = count.count() - before.getOrDefault(count.system() + ":" + count.name(), 0L);
            if (more > 0) {
                news.add(new EventCount(count.system(), count.name(), more, count.interpretation()));
            }
        }
        return news;
    }

    /// Events since an earlier mark.
    public long eventsSince(TapeMark from) {
        return newCounts(from, this).stream().mapToLong(EventCount::count).sum();
    }
}
