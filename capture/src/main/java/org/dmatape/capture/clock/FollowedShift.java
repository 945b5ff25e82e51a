// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock;

/// How far behind a cause its effect is expected, by those paired before it: the shift follows them, and where signals
/// were not kept it goes on as it did.
final class FollowedShift {

    /// How far an effect may lie from where the ones before it did.
    static final long TOLERANCE_NS = 1_000_000;

    private static final long MOST_TOLERANCE_NS = 50_000_000;
    /// Clocks drift apart by at most a thousandth.
    private static final double MOST_DRIFT = 1e-3;
    /// By how much a drift is off that was learned.
    private static final double MOST_LEARNED_DRIFT = 1e-5;
    private static final int FOLLOW_DIVISOR = 8;
    /// Pairs in a row from which a shift has settled, and how far apart two of them are that say how it drifts.
    private static final int SETTLED_PAIRS = 2 * FOLLOW_DIVISOR;
    private static final long LEARNING_NS = 500_000_000;

    private long fromNs;
    private long shiftNs;
    private double drift;
    private double mostDrift = MOST_DRIFT;
    private long lastMatchNs;
    private int followed;
    private boolean isAnchored;
    private long anchorNs;
    private long anchorShiftNs;

    /// @param fromNs moment on the causes' clock
    /// @param shiftNs the shift there
    /// @param drift how much it grows from there, per unit of time
    FollowedShift(long fromNs, long shiftNs, double drift) {
        this.fromNs = fromNs;
        this.shiftNs = shiftNs;
        this.drift = drift;
        this.lastMatchNs = fromNs;
    }

    /// The shift expected at a moment of the causes' clock.
    long at(long causeNs) {
        return shiftNs + (long) (drift * (causeNs - fromNs));
    }

    /// How far from there an effect may lie.
    long toleranceNs(long causeNs) {
        long silenceNs = Math.abs(causeNs - lastMatchNs);
        return Math.min(MOST_TOLERANCE_NS, TOLERANCE_NS + (long) (silenceNs * mostDrift));
    }

    /// An effect was found, so far from where it was expected.
    void follow(long causeNs, long missNs) {
        shiftNs += missNs / FOLLOW_DIVISOR;
        lastMatchNs = causeNs;
        followed++;
        if (!isAnchored && followed == SETTLED_PAIRS) {
            anchor();
        }
    }

    private void anchor() {
        isAnchored = true;
        anchorNs = lastMatchNs;
        anchorShiftNs = at(lastMatchNs);
    }

    /// Signals that follow were not kept: goes on with the drift between where the shift had settled before and here.
    void learn() {
        boolean settled = isAnchored && followed >= SETTLED_PAIRS && Math.abs(lastMatchNs - anchorNs) >= LEARNING_NS;
        if (settled) {
            long hereNs = at(lastMatchNs);
            fromNs = lastMatchNs;
            drift = (double) (hereNs - anchorShiftNs) / (lastMatchNs - anchorNs);
            shiftNs = hereNs;
            mostDrift = MOST_LEARNED_DRIFT;
            anchor();
        }
        followed = 0;
    }
}
