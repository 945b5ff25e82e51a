// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.live.internal.source;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.dmatape.capture.importing.internal.EventDecoder;
import org.dmatape.capture.instrument.PlannedEvent;
import org.dmatape.capture.instrument.ProbeMisses;
import org.dmatape.capture.internal.merge.Loss;

/// Makes losses of what breakpoint probes missed. An interrupt that comes while the handler of a probe runs passes
/// every probe unseen: a whole request may lack its end, and nothing in the ring buffers says so. The kernel counts
/// the misses but tells neither when nor where they were, so that each look at its counters gives a span from the
/// look before.
public final class MissedHits {

    /// The kernel does not say on which CPU.
    private static final int CPU = 0;

    private static final int SOURCE = 0;
    private static final long UNKNOWN = -1;
    private static final long BEFORE_ALL = -1;

    private final Path tracefs;
    private final Set<String> probes;
    /// The kernel's counters at the last look.
    private final Map<String, Long> counters = new HashMap<>();

    private final Map<String, Long> missesWhileRecording = new TreeMap<>();
    private final List<Missed> open = new ArrayList<>();
    private long lookedNs;
    private long lookedEventId;

    /// Hits that were missed between two looks.
    ///
    /// @param fromEventId last row made before the first look: events before it are older
    private record Missed(long hits, long fromNs, long toNs, long fromEventId) {

        void addTo(EventDecoder decoder, long toEventId) {
            decoder.rows().losses().add(new Loss(SOURCE, CPU, fromNs, toNs, hits, fromEventId, toEventId));
        }
    }

    /// Watches those of these events that are probes.
    public MissedHits(Path tracefs, List<PlannedEvent> events) {
        this.tracefs = tracefs;
        this.probes = events.stream()
                .filter(PlannedEvent.Probe.class::isInstance)
                .map(PlannedEvent::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    /// Recording begins: what was missed before does not count.
    public void begin() {
        newMisses();
        missesWhileRecording.clear();
        lookedNs = System.nanoTime();
    }

    /// Looks again. What the look before had found becomes a row: events of its time have been decoded since.
    ///
    /// @param nextEventId number the next row will get
    public void look(EventDecoder decoder, long nextEventId) {
        long decodedNs = decoder.timeSpan().lastNs();
        open.forEach(missed -> missed.addTo(decoder, missed.toNs() < decodedNs ? nextEventId : Loss.END));
        open.clear();
        long nowNs = System.nanoTime();
        long hits = newMisses();
        if (hits > 0) {
            open.add(new Missed(hits, lookedNs, nowNs, lookedEventId - 1));
        }
        lookedNs = nowNs;
        lookedEventId = nextEventId;
    }

    /// Looks for the last time before a tape ends. The tape after it begins with what was still open: events of that
    /// time may be in either.
    public void endTape(EventDecoder decoder, long nextEventId) {
        look(decoder, nextEventId);
        open.forEach(missed -> missed.addTo(decoder, Loss.END));
        open.replaceAll(missed -> new Missed(UNKNOWN, missed.fromNs(), missed.toNs(), BEFORE_ALL));
    }

    /// Hits missed since the begin.
    public long hits() {
        newMisses();
        return missesWhileRecording.values().stream().mapToLong(Long::longValue).sum();
    }

    /// Which probes missed how many, for people.
    public List<String> notes() {
        return missesWhileRecording.entrySet().stream()
                .map(probe -> "Probe " + probe.getKey() + " missed " + probe.getValue()
                        + " hits: interrupts that came while a probe was being handled (loss rows of CPU " + CPU
                        + "; the kernel does not say which CPU it was)")
                .toList();
    }

    private long newMisses() {
        if (probes.isEmpty()) {
            return 0;
        }
        long allNews = 0;
        for (ProbeMisses probe : ProbeMisses.read(tracefs, probes)) {
            Long before = counters.put(probe.event(), probe.misses());
            long news = probe.misses() - (before == null ? 0 : before);
            if (news > 0) {
                missesWhileRecording.merge(probe.event(), news, Long::sum);
                allNews += news;
            }
        }
        return allNews;
    }
}
