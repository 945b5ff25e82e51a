// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock.offset;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A stretch of time in which one steady offset contradicts nothing.
///
/// @param fromX first bound in it, on the source's clock
/// @param toX last bound in it
/// @param possible all offsets that are possible
/// @param chosen one well inside of them
public record OffsetSegment(double fromX, double toX, FeasibleOffsets possible, OffsetLine chosen) {

    /// Clocks that are set jump farther.
    private static final double MOST_BEND_NS = 200_000;

    /// Cuts the bounds into as few segments as go without contradiction. A segment begins where the one before left
    /// off: offsets do not jump, unless the bounds say so.
    ///
    /// @return the segments; empty when a side has no bound
    public static Optional<List<OffsetSegment>> cut(OffsetBounds bounds) {
        return cut(bounds, 0);
    }

    /// The same, of a clock that strays from a steady offset.
    ///
    /// @param slackNs how far it may
    public static Optional<List<OffsetSegment>> cut(OffsetBounds bounds, long slackNs) {
        List<OffsetSegment> segments = new SegmentCutter(bounds, slackNs).cut();
        return segments.isEmpty() ? Optional.empty() : Optional.of(segments);
    }

    /// The longest segment alone, if the others are near enough to it that wrong pairs may have bent them.
    public static List<OffsetSegment> withoutBends(List<OffsetSegment> segments) {
        OffsetSegment longest = Collections.max(segments, Comparator.comparingDouble(OffsetSegment::length));
        boolean areBends = segments.stream().allMatch(segment -> segment.isNear(longest));
        return areBends ? List.of(longest) : segments;
    }

    private double length() {
        return toX - fromX;
    }

    private boolean isNear(OffsetSegment other) {
        return Math.abs(chosen.at(fromX) - other.chosen.at(fromX)) < MOST_BEND_NS
                && Math.abs(chosen.at(toX) - other.chosen.at(toX)) < MOST_BEND_NS;
    }

    /// The next segment begins where this one ends.
    void carryTo(FeasibleOffsets next) {
        next.addLower(toX, possible.lowest(toX).at(toX));
        next.addUpper(toX, possible.highest(toX).at(toX));
    }

    /// How far the true offset may be from a given one.
    public double uncertaintyAt(double x, double offset) {
        return Math.max(
                possible.highest(x).at(x) - offset, offset - possible.lowest(x).at(x));
    }
}
