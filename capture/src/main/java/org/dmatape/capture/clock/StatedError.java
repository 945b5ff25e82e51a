// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.dmatape.capture.clock.offset.BoundsAround;
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

    /// Of the bounds on either side of a bend, how many may have been too loose to show it.
    private static final int BEND_CELLS = 32;
    /// Parts of a window within which the clock strays little.
    private static final int PARTS = 4;

    private final List<OffsetSegment> segments;
    private final OffsetBounds bounds;
    private final ClockMap map;
    private final long cutOffNs;
    private final BoundsAround around;
    private final long[] bendBeginsNs;
    private final long[] bendEndsNs;

    /// @param segments the bounds, cut into stretches of time; at least one
    /// @param map the relation
    /// @param cutOffNs what may be cut off the time stamps of both sides, together
    StatedError(List<OffsetSegment> segments, OffsetBounds bounds, ClockMap map, long cutOffNs) {
        this.segments = List.copyOf(segments);
        this.bounds = bounds;
        this.map = map;
        this.cutOffNs = cutOffNs;
        this.around = new BoundsAround(bounds, map::apply);
        this.bendBeginsNs = new long[segments.size() - 1];
        this.bendEndsNs = new long[segments.size() - 1];
        for (int i = 0; i < bendBeginsNs.length; i++) {
            bendBeginsNs[i] = bounds.beyond(timeOf(segments.get(i).toX()), BEND_CELLS, -1);
            bendEndsNs[i] = bounds.beyond(timeOf(segments.get(i + 1).fromX()), BEND_CELLS, 1);
        }
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
        for (int i = 0; i < bendBeginsNs.length; i++) {
            edges.add(bendBeginsNs[i]);
            edges.add(bendEndsNs[i]);
        }
        long spanNs = evidenceToNs - evidenceFromNs;
        int count = Math.clamp(spanNs / WINDOW_NS, 1, MOST_WINDOWS);
        for (int i = 1; i < count; i++) {
            edges.add(evidenceFromNs + spanNs / count * i);
        }
        return List.copyOf(edges.subSet(firstNs, lastNs + 1));
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
    /// often less than how far it may have strayed; that is the more the farther away what bounds it is.
    private long statedNs(long fromNs, long toNs) {
        long steadyNs = greatestNs(fromNs, toNs);
        long strayedNs = Math.max(steadyNs + FeasibleOffsets.MOST_WANDER_NS, around.mostOpenNs(fromNs, toNs));
        return Math.clamp(ownNs(fromNs, toNs), steadyNs, strayedNs) + cutOffNs;
    }

    /// What the window's own bounds leave open; the clock may stray within the window, too.
    private long ownNs(long fromNs, long toNs) {
        long partNs = (toNs - fromNs) / PARTS + 1;
        long openNs = 0;
        for (long atNs = fromNs; atNs <= toNs; atNs += partNs) {
            openNs = Math.max(openNs, bounds.openNs(map::apply, atNs, Math.min(toNs, atNs + partNs)));
        }
        return openNs;
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

    /// The error by the segment there, and around a bend by that on its other side, too: that an offset has come to
    /// its end shows only in the next bounds that are tight. The ends of a bend belong to it, and to the windows
    /// beside it.
    private long at(long sourceNs) {
        double x = sourceNs - bounds.firstNs();
        double offset = map.apply(sourceNs) - sourceNs - bounds.baseOffsetNs();
        int nearest = 0;
        for (int i = 1; i < segments.size(); i++) {
            nearest = segments.get(i).fromX() <= x ? i : nearest;
        }
        double greatest = segments.get(nearest).uncertaintyAt(x, offset);
        for (int i = 0; i < bendBeginsNs.length; i++) {
            if (sourceNs >= bendBeginsNs[i] && sourceNs <= bendEndsNs[i]) {
                OffsetSegment other = segments.get(i < nearest ? i : i + 1);
                greatest = Math.max(greatest, other.uncertaintyAt(x, offset));
            }
        }
        return (long) Math.ceil(greatest);
    }
}
