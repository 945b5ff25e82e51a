// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.dmatape.capture.clock.offset.FeasibleOffsets;
import org.dmatape.capture.clock.offset.OffsetBounds;
import org.dmatape.capture.clock.offset.OffsetSegment;

/// How wrong the time of an event may be that a relation of two clocks puts on the other clock, by the bounds the
/// relation was found from: the lines that contradict no bound, how far a clock may wander from a line, and what is
/// cut off time stamps.
final class StatedError {

    private static final long WINDOW_NS = 1_000_000_000;
    private static final int MOST_WINDOWS = 32;
    private static final long NEAREST_WINDOW_NS = 31_250_000;

    private final List<OffsetSegment> segments;
    private final OffsetBounds bounds;
    private final ClockMap map;
    private final long cutOffNs;

    /// @param segments the bounds, cut into stretches of time; at least one
    /// @param map the relation
    /// @param cutOffNs what may be cut off the time stamps of both sides, together
    StatedError(List<OffsetSegment> segments, OffsetBounds bounds, ClockMap map, long cutOffNs) {
        this.segments = List.copyOf(segments);
        this.bounds = bounds;
        this.map = map;
        this.cutOffNs = cutOffNs;
    }

    /// The relation and its error over the source's time, each window with the greatest error in it.
    List<ClockWindow> windows(long firstNs, long lastNs) {
        List<Long> edges = firstNs < lastNs ? edges(firstNs, lastNs) : List.of(firstNs, firstNs);
        List<ClockWindow> windows = new ArrayList<>();
        for (int i = 0; i + 1 < edges.size(); i++) {
            long fromNs = edges.get(i);
            long toNs = edges.get(i + 1);
            long middleNs = fromNs + (toNs - fromNs) / 2;
            long offsetNs = map.apply(middleNs) - middleNs;
            windows.add(new ClockWindow(map.apply(fromNs), map.apply(toNs), offsetNs, statedNs(fromNs, toNs)));
        }
        return windows;
    }

    /// The error is small between the first and the last evidence and grows away from it: there windows become longer
    /// as it does.
    private List<Long> edges(long firstNs, long lastNs) {
        long evidenceFromNs = timeOf(segments.getFirst().fromX());
        long evidenceToNs = timeOf(segments.getLast().toX());
        SortedSet<Long> edges = new TreeSet<>(List.of(firstNs, lastNs, evidenceFromNs, evidenceToNs));
        for (long awayNs = NEAREST_WINDOW_NS; evidenceFromNs - awayNs > firstNs; awayNs *= 2) {
            edges.add(evidenceFromNs - awayNs);
        }
        for (long awayNs = NEAREST_WINDOW_NS; evidenceToNs + awayNs < lastNs; awayNs *= 2) {
            edges.add(evidenceToNs + awayNs);
        }
        long spanNs = evidenceToNs - evidenceFromNs;
        int count = Math.clamp(spanNs / WINDOW_NS, 1, MOST_WINDOWS);
        for (int i = 1; i < count; i++) {
            edges.add(evidenceFromNs + spanNs / count * i);
        }
        return List.copyOf(edges);
    }

    /// The greatest error while both recordings had something to go by.
    long sharedNs() {
        long fromNs = timeOf(segments.getFirst().fromX());
        long toNs = timeOf(segments.getLast().toX());
        return windows(fromNs, toNs).stream()
                .mapToLong(ClockWindow::uncertaintyNs)
                .max()
                .orElseThrow();
    }

    /// The greatest error in a window. What its own bounds leave open holds however the clock came there, and is
    /// often less than how far it may have strayed.
    private long statedNs(long fromNs, long toNs) {
        long steadyNs = greatestNs(fromNs, toNs);
        long ownNs = bounds.openNs(map::apply, fromNs, toNs);
        return Math.clamp(ownNs, steadyNs, steadyNs + FeasibleOffsets.MOST_WANDER_NS) + cutOffNs;
    }

    private long greatestNs(long fromNs, long toNs) {
        long greatestNs = Math.max(at(fromNs), at(toNs));
        for (OffsetSegment segment : segments) {
            for (long atNs : new long[] {timeOf(segment.fromX()), timeOf(segment.toX())}) {
                if (atNs >= fromNs && atNs <= toNs) {
                    greatestNs = Math.max(greatestNs, at(atNs));
                }
            }
        }
        return greatestNs;
    }

    private long timeOf(double x) {
        return bounds.firstNs() + (long) x;
    }

    private long at(long sourceNs) {
        double x = sourceNs - bounds.firstNs();
        OffsetSegment nearest = segments.getFirst();
        for (OffsetSegment segment : segments) {
            if (segment.fromX() <= x) {
                nearest = segment;
            }
        }
        double offset = map.apply(sourceNs) - sourceNs - bounds.baseOffsetNs();
        return (long) Math.ceil(nearest.uncertaintyAt(x, offset));
    }
}
