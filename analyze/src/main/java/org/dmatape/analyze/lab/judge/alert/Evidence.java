// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.judge.alert;

import java.time.LocalDate;

/// The numbers behind a statement about a metric. Each night counts as the median of its runs.
public sealed interface Evidence {

    /// Relative change, 0.05 for five percent more; infinite when there was nothing before.
    double effect();

    /// Level before, in the metric's unit.
    double before();

    /// Level after, in the metric's unit.
    double after();

    /// A night against the nights before it.
    ///
    /// @param firstNight first night of the baseline
    /// @param lastNight last night of the baseline
    /// @param nights nights of the baseline
    /// @param baselineRuns runs of these nights
    /// @param runs runs of the judged night
    /// @param before mean of the baseline's nights
    /// @param spread standard deviation of the baseline's nights
    /// @param after the judged night
    /// @param effect relative change
    /// @param agreeing runs that alone show half of the change, and no less than the smallest that counts
    /// @param rankP probability that runs differ this much in rank without a change (Mann-Whitney)
    /// @param nightP probability of a night this far from such nights without a change (Student's t)
    /// @param adjustedP the same, over all series judged that night (Holm)
    /// @param family series judged that night
    /// @param noticeable smallest relative change that would have been called significant; infinite without a level
    record NightEvidence(
            LocalDate firstNight,
            LocalDate lastNight,
            int nights,
            int baselineRuns,
            int runs,
            double before,
            double spread,
            double after,
            double effect,
            int agreeing,
            double rankP,
            double nightP,
            double adjustedP,
            int family,
            double noticeable)
            implements Evidence {

        /// Share of the runs that have to agree.
        private static final double AGREEMENT = 0.75;

        /// Whether enough of the runs say the same as their median.
        public boolean isAgreed() {
            return agreeing >= AGREEMENT * runs;
        }

        /// The same with a probability over all series.
        public NightEvidence withAdjustedP(double p) {
            return new NightEvidence(
                    firstNight,
                    lastNight,
                    nights,
                    baselineRuns,
                    runs,
                    before,
                    spread,
                    after,
                    effect,
                    agreeing,
                    rankP,
                    nightP,
                    p,
                    family,
                    noticeable);
        }
    }

    /// Nights before a point in the history against those from it on.
    ///
    /// @param firstNight first night that was looked at
    /// @param lastNight last night that was looked at
    /// @param nightsBefore nights before the change
    /// @param nightsAfter nights from the change on
    /// @param before mean of the nights before
    /// @param after mean of the nights after
    /// @param effect relative change
    /// @param rankP probability that nights differ this much in rank without a change (Mann-Whitney)
    /// @param rawP probability of such a difference without a change, for this point alone (Student's t)
    /// @param adjustedP the same, over all points and series looked at that night (Bonferroni)
    /// @param family points and series looked at
    record ChangePointEvidence(
            LocalDate firstNight,
            LocalDate lastNight,
            int nightsBefore,
            int nightsAfter,
            double before,
            double after,
            double effect,
            double rankP,
            double rawP,
            double adjustedP,
            int family)
            implements Evidence {}
}
