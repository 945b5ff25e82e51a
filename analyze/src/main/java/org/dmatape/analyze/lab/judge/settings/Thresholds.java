// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.judge.settings;

/// What it takes to call a change of a metric a change. docs/concepts/judgement.md says how the defaults were chosen.
///
/// @param windowNights most nights a night is compared with
/// @param minimumNights fewest nights it is compared with; below it the series is still learning
/// @param minimumRuns fewest runs a night is judged by
/// @param minimumEffect smallest change that counts, as a fraction of the baseline
/// @param pValue largest probability of a night like this one without a change
/// @param changePointWindow nights searched for the point where a change began
/// @param changePointPValue largest probability of a difference like the one across such a point without a change
/// @param erraticEffect a series whose nights vary so much that a change smaller than this fraction would not be
/// noticed is erratic
public record Thresholds(
        int windowNights,
        int minimumNights,
        int minimumRuns,
        double minimumEffect,
        double pValue,
        int changePointWindow,
        double changePointPValue,
        double erraticEffect) {

    private static final Thresholds DEFAULTS = new Thresholds(28, 7, 3, 0.03, 0.001, 50, 0.001, 0.25);
    private static final double RANK_FACTOR = 10;
    private static final double LARGEST_RANK_P = 0.05;
    private static final int FEWEST_NIGHTS = 3;

    /// Checks the numbers.
    public Thresholds {
        if (minimumNights < FEWEST_NIGHTS || windowNights < minimumNights || changePointWindow < minimumNights) {
            throw new IllegalArgumentException("a baseline of " + minimumNights + " to " + windowNights
                    + " nights, searched over " + changePointWindow + ": expected at least " + FEWEST_NIGHTS
                    + " and neither window shorter than that");
        }
        if (minimumRuns < 1 || !(minimumEffect >= 0) || !(erraticEffect > 0)) {
            throw new IllegalArgumentException("at least " + minimumRuns + " runs, effect " + minimumEffect
                    + ", erratic from " + erraticEffect + ": expected 1 or more, 0 or more, above 0");
        }
        requireProbability(pValue);
        requireProbability(changePointPValue);
    }

    /// What holds where the configuration says nothing else.
    public static Thresholds defaults() {
        return DEFAULTS;
    }

    /// Largest probability by rank. Ranks only confirm what the other test says, without its assumptions, so they need
    /// not be as sure; three runs against a few dozen cannot be.
    public double rankPValue() {
        return Math.min(LARGEST_RANK_P, RANK_FACTOR * pValue);
    }

    private static void requireProbability(double value) {
        if (!(value > 0 && value < 1)) {
            throw new IllegalArgumentException("p-value " + value + ": expected a number between 0 and 1");
        }
    }
}
