// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock.offset;

/// All steady offsets between two clocks that contradict no observed order: lines that run above every lower bound and
/// below every upper bound. Only the convex hulls of the bounds matter. For each slope there is a lowest and a highest
/// line, and their distance is a concave function of the slope, so that the extremes are found by halving intervals.
///
/// Bounds are added in order of time. `x` is the time on the source's clock, `y` the offset, both relative to a base.
public final class FeasibleOffsets {

    /// Two clocks drift apart by at most this; quartz is better by far, and a clock that is being corrected moves by up
    /// to half of it (adjtimex(2)).
    public static final double MOST_DRIFT = 1e-3;

    /// How far a clock that is being corrected strays from a steady offset: one of a guest and its host left a line by
    /// 1.4 us within 32 s, and moved by 2.7 us within one.
    public static final long MOST_WANDER_NS = 5_000;

    private static final int HALVINGS = 60;
    private static final double ENOUGH_ROOM = 0.75;

    private final UpperHull lower;
    private final UpperHull negatedUpper;
    private double bestSlope;
    private double leastSlope;
    private double mostSlope;

    /// Everything is possible.
    FeasibleOffsets() {
        this(new UpperHull(), new UpperHull());
    }

    private FeasibleOffsets(UpperHull lower, UpperHull negatedUpper) {
        this.lower = lower;
        this.negatedUpper = negatedUpper;
    }

    /// The same bounds, to try more on.
    FeasibleOffsets copy() {
        return new FeasibleOffsets(lower.copy(), negatedUpper.copy());
    }

    /// The offset is at least that.
    void addLower(double x, double y) {
        lower.add(x, y);
    }

    /// The offset is at most that.
    void addUpper(double x, double y) {
        negatedUpper.add(x, -y);
    }

    /// Whether there are bounds on both sides.
    boolean isBounded() {
        return !lower.isEmpty() && !negatedUpper.isEmpty();
    }

    /// Whether any offset keeps all bounds. Call it after adding bounds, before asking for lines.
    boolean solve() {
        bestSlope = maximise(this::room, -MOST_DRIFT, MOST_DRIFT);
        if (!(room(bestSlope) >= 0)) {
            return false;
        }
        leastSlope = edge(bestSlope, -MOST_DRIFT, 0);
        mostSlope = edge(bestSlope, MOST_DRIFT, 0);
        return true;
    }

    /// The line that is highest at x.
    public OffsetLine highest(double x) {
        double slope = maximise(candidate -> highestIntercept(candidate) + candidate * x, leastSlope, mostSlope);
        return new OffsetLine(slope, highestIntercept(slope));
    }

    /// The line that is lowest at x.
    public OffsetLine lowest(double x) {
        double slope = maximise(candidate -> -(lowestIntercept(candidate) + candidate * x), leastSlope, mostSlope);
        return new OffsetLine(slope, lowestIntercept(slope));
    }

    /// A line well inside of all that are possible: of the slopes that leave most of the room that the best one
    /// leaves, the one nearest to none at all, because clocks hardly drift unless something says so.
    OffsetLine middle() {
        double enough = ENOUGH_ROOM * room(bestSlope);
        double slope = Math.clamp(0, edge(bestSlope, -MOST_DRIFT, enough), edge(bestSlope, MOST_DRIFT, enough));
        return new OffsetLine(slope, (lowestIntercept(slope) + highestIntercept(slope)) / 2);
    }

    private double lowestIntercept(double slope) {
        return lower.lowestIntercept(slope);
    }

    private double highestIntercept(double slope) {
        return -negatedUpper.lowestIntercept(-slope);
    }

    private double room(double slope) {
        return isBounded() ? highestIntercept(slope) - lowestIntercept(slope) : 0;
    }

    private double edge(double insideSlope, double outsideSlope, double leastRoom) {
        if (room(outsideSlope) >= leastRoom) {
            return outsideSlope;
        }
        double inside = insideSlope;
        double outside = outsideSlope;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (inside + outside) / 2;
            if (room(middle) >= leastRoom) {
                inside = middle;
            } else {
                outside = middle;
            }
        }
        return inside;
    }

    private interface OfSlope {
        double at(double slope);
    }

    /// Where a concave function is greatest.
    private static double maximise(OfSlope function, double from, double to) {
        double low = from;
        double high = to;
        for (int i = 0; i < 2 * HALVINGS; i++) {
            double third = (high - low) / 3;
            if (function.at(low + third) < function.at(high - third)) {
                low += third;
            } else {
                high -= third;
            }
        }
        return (low + high) / 2;
    }
}
