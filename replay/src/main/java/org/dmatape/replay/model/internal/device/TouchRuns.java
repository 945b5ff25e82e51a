// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal.device;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dmatape.replay.event.AccessKind;
import org.dmatape.replay.event.AccessResult;
import org.dmatape.replay.model.Divergence;
import org.dmatape.replay.model.DivergenceListener;
import org.dmatape.replay.model.Rule;
import org.dmatape.replay.model.internal.mapping.DivergenceText;
import org.dmatape.replay.model.internal.mapping.Mappings;
import org.dmatape.replay.model.internal.table.PageIndex;
import org.jspecify.annotations.Nullable;

/// Wrong accesses, of which consecutive ones make one divergence: those of one device, of one kind and about one
/// mapping, as long as none begins before the one before it, skips a page, or comes much later. Wrong accesses are
/// rare.
final class TouchRuns {

    private static final long MAX_PAUSE_NS = 10_000_000;
    private static final int RESULTS = AccessResult.values().length;

    /// What the accesses of a run have in common.
    private record Key(int device, TouchKind kind, long mapId, long unmapId, boolean uncertain, int source) {}

    /// Accesses that go on.
    private static final class Run {
        private final Key key;
        private final List<String> history;
        private final AccessKind access;
        private final long[] previousFirst;
        private final long[] previousNs;
        private boolean mixed;
        private long count;
        private long firstId;
        private long firstNs;
        private long lastId;
        private long lastNs;
        private long firstByte = Long.MAX_VALUE;
        private long lastByte;
        private long lastExactByte = -1;
        private long previousLast;

        private Run(Key key, AccessKind access, List<String> history, @Nullable Run before) {
            this.key = key;
            this.access = access;
            this.history = history;
            previousFirst = before == null ? new long[RESULTS] : before.previousFirst;
            previousNs = before == null ? new long[RESULTS] : before.previousNs;
        }
    }

    private final Map<Key, Run> runs = new LinkedHashMap<>();
    private final Touches touches;
    private final TouchHistory history;
    private final DivergenceText text;
    private final DivergenceListener listener;
    private long oldestNs = Long.MAX_VALUE;

    TouchRuns(Touches touches, TouchHistory history, DivergenceText text, DivergenceListener listener) {
        this.touches = touches;
        this.history = history;
        this.text = text;
        this.listener = listener;
    }

    /// One more wrong access.
    void add(long touch, TouchVerdict verdict) {
        Key key = new Key(
                touches.device(touch),
                verdict.kind(),
                verdict.mapId(),
                verdict.unmapId(),
                verdict.isUncertain(),
                touches.source(touch));
        Run run = runs.get(key);
        if (run == null || !goesOn(run, touch)) {
            Run before = runs.remove(key);
            if (before != null) {
                tell(before);
            }
            run = new Run(key, touches.access(touch), history.before(touch), before);
            run.firstId = touches.eventId(touch);
            run.firstNs = touches.tsNs(touch);
            runs.put(key, run);
        }
        extend(run, touch);
        oldestNs = Math.min(oldestNs, run.lastNs);
    }

    private boolean goesOn(Run run, long touch) {
        int result = touches.result(touch).ordinal();
        boolean goesBack = touches.firstByte(touch) < run.previousFirst[result]
                && touches.tsNs(touch) - run.previousNs[result] <= MAX_PAUSE_NS;
        return touches.tsNs(touch) - run.lastNs <= MAX_PAUSE_NS
                && !goesBack
                && (touches.firstByte(touch) >>> PageIndex.PAGE_BITS) - (run.previousLast >>> PageIndex.PAGE_BITS) <= 1;
    }

    private void extend(Run run, long touch) {
        run.count++;
        run.mixed |= run.access != touches.access(touch);
        run.lastId = touches.eventId(touch);
        run.lastNs = touches.tsNs(touch);
        run.previousLast = touches.lastByte(touch);
        run.previousFirst[touches.result(touch).ordinal()] = touches.firstByte(touch);
        run.previousNs[touches.result(touch).ordinal()] = touches.tsNs(touch);
        run.firstByte = Math.min(run.firstByte, touches.firstByte(touch));
        run.lastByte = Math.max(run.lastByte, touches.lastByte(touch));
        if (!touches.isWholePage(touch)) {
            run.lastExactByte = Math.max(run.lastExactByte, touches.lastByte(touch));
        }
    }

    /// It is so late that no access before can still get its verdict.
    void advanceTo(long nowNs) {
        if (nowNs - oldestNs <= MAX_PAUSE_NS || runs.isEmpty()) {
            return;
        }
        List<Run> over = new ArrayList<>();
        oldestNs = Long.MAX_VALUE;
        for (Run run : runs.values()) {
            if (nowNs - run.lastNs > MAX_PAUSE_NS) {
                over.add(run);
            } else {
                oldestNs = Math.min(oldestNs, run.lastNs);
            }
        }
        over.forEach(run -> {
            runs.remove(run.key);
            tell(run);
        });
    }

    /// The tape has ended.
    void finish() {
        runs.values().forEach(this::tell);
        runs.clear();
    }

    private void tell(Run run) {
        Key key = run.key;
        long last = run.lastExactByte >= 0 ? run.lastExactByte : run.lastByte;
        String how = run.mixed ? "read and write" : DivergenceText.word(run.access);
        listener.diverged(Divergence.of(rule(key))
                .kind(kind(key, how))
                .device(text.device(key.device))
                .at(run.firstNs)
                .dmaAddress(run.firstByte)
                .sizeBytes(last - run.firstByte + 1)
                .count(run.count)
                .held(held(key))
                .recorded(recorded(run, how, last))
                .history(run.history)
                .events(events(run))
                .build());
    }

    private static Rule rule(Key key) {
        if (key.uncertain) {
            return Rule.CLOCK_UNCERTAIN;
        }
        return plainRule(key.kind);
    }

    private static Rule plainRule(TouchKind kind) {
        return switch (kind) {
            case DIRECTION -> Rule.ACCESS_DIRECTION;
            case STALE -> Rule.STALE_WINDOW;
            case AFTER_UNMAP, BEYOND_END, BEFORE_MAP, NEVER_MAPPED -> Rule.UNMAPPED_ACCESS;
        };
    }

    private static String kind(Key key, String access) {
        if (key.uncertain) {
            return plainRule(key.kind).check();
        }
        return switch (key.kind) {
            case DIRECTION -> access;
            case STALE -> "entered";
            case AFTER_UNMAP, BEYOND_END, BEFORE_MAP, NEVER_MAPPED -> key.kind.label();
        };
    }

    private static String held(Key key) {
        String mapping = key.mapId == DeviceRanges.OLDER
                ? "a mapping older than the recording"
                : "the mapping of event " + key.mapId;
        String held = switch (key.kind) {
            case DIRECTION -> mapping + ", which does not allow it";
            case BEYOND_END -> mapping + ", which ends before it";
            case AFTER_UNMAP -> mapping + ", ended in event " + key.unmapId;
            case STALE -> mapping + ", ended in event " + key.unmapId + " and not invalidated since";
            case BEFORE_MAP -> "nothing mapped there yet";
            case NEVER_MAPPED -> "nothing ever mapped there";
        };
        return key.uncertain ? held + ", if the times are right" : held;
    }

    private static String recorded(Run run, String how, long last) {
        return run.count == 1
                ? "%s of %s..%s in event %d"
                        .formatted(
                                how.equals("unknown") ? "access" : how,
                                DivergenceText.hex(run.firstByte),
                                DivergenceText.hex(last),
                                run.firstId)
                : "%d accesses (%s) of %s..%s in events %d to %d"
                        .formatted(
                                run.count,
                                how,
                                DivergenceText.hex(run.firstByte),
                                DivergenceText.hex(last),
                                run.firstId,
                                run.lastId);
    }

    private static List<Long> events(Run run) {
        List<Long> events = new ArrayList<>();
        if (run.key.mapId != DeviceRanges.OLDER) {
            events.add(run.key.mapId);
        }
        if (run.key.unmapId != Mappings.NOT_ENDED) {
            events.add(run.key.unmapId);
        }
        events.add(run.firstId);
        events.add(run.lastId);
        return events;
    }
}
