// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock.offset;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// A stretch of time in which one steady offset contradicts nothing.
///
/// @param fromX first bound in it, on the source's clock
/// @param toX last bound in it
/// @param possible all offsets that are possible
/// @param chosen one well inside of them
public record OffsetSegment(double fromX, double toX, FeasibleOffsets possible, OffsetLine chosen) {

    /// Cells in a row that must contradict a segment to end it; fewer are wrong pairs, and are left out.
    private static final int ENDING_CELLS = 8;

    /// Clocks that are set jump farther.
    private static final double MOST_BEND_NS = 200_000;

    /// Cuts the bounds into as few segments as go without contradiction. A segment begins where the one before left
    /// off: offsets do not jump, unless the bounds say so.
    ///
    /// @return the segments; empty when a side has no bound
    public static Optional<List<OffsetSegment>> cut(OffsetBounds bounds) {
        int[] cells = IntStream.range(0, bounds.cells())
                .filter(cell -> !bounds.isEmpty(cell))
                .toArray();
        List<OffsetSegment> segments = new ArrayList<>();
        int next = 0;
        boolean jumped = false;
        while (next < cells.length) {
            FeasibleOffsets possible = new FeasibleOffsets();
            if (!segments.isEmpty() && !jumped) {
                segments.getLast().carryTo(possible);
            }
            int lastFitting = -1;
            int misfits = 0;
            int cell = next;
            for (; cell < cells.length && misfits < ENDING_CELLS; cell++) {
                FeasibleOffsets longer = possible.copy();
                bounds.addTo(longer, cells[cell]);
                if (longer.solve()) {
                    possible = longer;
                    lastFitting = cell;
                    misfits = 0;
                } else {
                    misfits++;
                }
            }
            if (lastFitting >= 0 && possible.solve() && possible.isBounded()) {
                double fromX = bounds.firstIn(cells[next]);
                double toX = bounds.lastIn(cells[lastFitting]);
                segments.add(new OffsetSegment(fromX, toX, possible, possible.middle()));
            }
            jumped = lastFitting < 0 && !jumped;
            next = misfits < ENDING_CELLS ? cells.length : Math.max(next + 1, lastFitting + 1);
        }
        return segments.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(segments));
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

    private void carryTo(FeasibleOffsets next) {
        next.addLower(toX, possible.lowest(toX).at(toX));
        next.addUpper(toX, possible.highest(toX).at(toX));
    }

    /// How far the true offset may be from a given one.
    public double uncertaintyAt(double x, double offset) {
        return Math.max(
                possible.highest(x).at(x) - offset, offset - possible.lowest(x).at(x));
    }
}
