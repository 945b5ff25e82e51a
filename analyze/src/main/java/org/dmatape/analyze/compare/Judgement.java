// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.compare;

/// What a change means. Less is better for everything that is measured.
public enum Judgement {
    /// Worse by at least the threshold, and surely worse.
    REGRESSED,
    /// Better by at least the threshold, and surely better.
    IMPROVED,
    /// Any change is surely smaller than the threshold.
    UNCHANGED,
    /// The recordings are too short or too noisy to tell.
    UNDECIDED;

    /// @param ratio after divided by before
    /// @param interval where the ratio lies
    /// @param threshold smallest change that counts, as a fraction
    static Judgement of(double ratio, Interval interval, double threshold) {
        double worse = 1 + threshold;
        double better = 1 / worse;
        if (ratio >= worse && interval.low() > 1) {
            return REGRESSED;
        }
        if (ratio <= better && interval.high() < 1) {
            return IMPROVED;
        }
        return interval.low() >= better && interval.high() <= worse ? UNCHANGED : UNDECIDED;
    }
}
