// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock;

import java.util.List;
import org.dmatape.capture.clock.offset.FeasibleOffsets;
import org.dmatape.capture.clock.offset.OffsetBounds;
import org.dmatape.capture.clock.offset.OffsetSegment;

/// When a moment of the source's clock was on the tape's at the earliest and at the latest, by the bounds so far and
/// by how far a clock may stray from them. Time is cut into cells, each with the widest error in it.
final class OffsetLimits {

    private static final int CELLS = 512;

    private final ClockMap map;
    private final long firstNs;
    private final long cellNs;
    private final double[] beforeNs = new double[CELLS];
    private final double[] afterNs = new double[CELLS];

    /// @param segments the bounds
    /// @param map the relation in use
    /// @param lastNs last moment of the source's clock
    OffsetLimits(List<OffsetSegment> segments, OffsetBounds bounds, ClockMap map, long lastNs) {
        this.map = map;
        this.firstNs = bounds.firstNs();
        this.cellNs = Math.max(1, (lastNs - firstNs) / CELLS + 1);
        for (int cell = 0; cell < CELLS; cell++) {
            double fromX = (double) cell * cellNs;
            double toX = fromX + cellNs;
            OffsetSegment nearest = segments.getFirst();
            for (OffsetSegment segment : segments) {
                if (segment.fromX() <= fromX) {
                    nearest = segment;
                }
            }
            widen(cell, nearest, fromX, bounds.baseOffsetNs());
            widen(cell, nearest, toX, bounds.baseOffsetNs());
            for (OffsetSegment segment : segments) {
                if (segment.fromX() <= toX && segment.toX() >= fromX) {
                    widen(cell, segment, Math.max(fromX, segment.fromX()), bounds.baseOffsetNs());
                    widen(cell, segment, Math.min(toX, segment.toX()), bounds.baseOffsetNs());
                }
            }
        }
    }

    private void widen(int cell, OffsetSegment segment, double x, long baseOffsetNs) {
        long sourceNs = firstNs + (long) x;
        double offset = map.apply(sourceNs) - sourceNs - baseOffsetNs;
        double beforeHereNs = offset - segment.possible().lowest(x).at(x) + FeasibleOffsets.MOST_WANDER_NS;
        double afterHereNs = segment.possible().highest(x).at(x) - offset + FeasibleOffsets.MOST_WANDER_NS;
        beforeNs[cell] = Math.max(beforeNs[cell], beforeHereNs);
        afterNs[cell] = Math.max(afterNs[cell], afterHereNs);
    }

    private int cell(long sourceNs) {
        return Math.clamp((sourceNs - firstNs) / cellNs, 0, CELLS - 1);
    }

    /// The earliest moment of the tape's clock.
    long earliestNs(long sourceNs) {
        return map.apply(sourceNs) - (long) Math.ceil(beforeNs[cell(sourceNs)]);
    }

    /// The latest.
    long latestNs(long sourceNs) {
        return map.apply(sourceNs) + (long) Math.ceil(afterNs[cell(sourceNs)]);
    }
}
