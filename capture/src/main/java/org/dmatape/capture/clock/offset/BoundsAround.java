// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock.offset;

import java.util.function.LongUnaryOperator;

/// How far from a relation the offset may be at any moment by the bounds around that moment, when the clocks' rates may
/// have become others since: each bound says the less the farther away it is.
public final class BoundsAround {

    /// By how much the rate of a clock may be another than that of the line through the bounds, where nothing shows it:
    /// a quartz that becomes warmer changes its rate by about a millionth within minutes.
    private static final double RATE_CHANGE = 2e-6;

    private final OffsetBounds bounds;
    private final double[] aboveNs;
    private final double[] belowNs;

    /// @param toTapeNs the relation: what it makes of a time of the source
    public BoundsAround(OffsetBounds bounds, LongUnaryOperator toTapeNs) {
        this.bounds = bounds;
        this.aboveNs = new double[bounds.cells()];
        this.belowNs = new double[bounds.cells()];
        for (int cell = 0; cell < bounds.cells(); cell++) {
            aboveNs[cell] = bound(bounds.aboveNs(toTapeNs, cell));
            belowNs[cell] = bound(bounds.belowNs(toTapeNs, cell));
        }
        spread(aboveNs);
        spread(belowNs);
    }

    /// One that the relation contradicts says nothing of what lies around it.
    private static double bound(long openNs) {
        return openNs < 0 || openNs == Long.MAX_VALUE ? Double.POSITIVE_INFINITY : openNs;
    }

    private void spread(double[] openNs) {
        double growthNs = RATE_CHANGE * bounds.cellNs();
        for (int cell = 1; cell < openNs.length; cell++) {
            openNs[cell] = Math.min(openNs[cell], openNs[cell - 1] + growthNs);
        }
        for (int cell = openNs.length - 2; cell >= 0; cell--) {
            openNs[cell] = Math.min(openNs[cell], openNs[cell + 1] + growthNs);
        }
    }

    /// The most that is open between two moments; nothing where the relation contradicts all bounds of one side.
    public long mostOpenNs(long fromNs, long toNs) {
        double mostNs = 0;
        for (int cell = bounds.cell(fromNs); cell <= bounds.cell(toNs); cell++) {
            mostNs = Math.max(mostNs, Math.max(aboveNs[cell], belowNs[cell]));
        }
        return Double.isInfinite(mostNs) ? 0 : (long) Math.ceil(mostNs);
    }
}
