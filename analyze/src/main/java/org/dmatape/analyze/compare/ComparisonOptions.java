// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.compare;

import java.util.Optional;
import org.dmatape.queries.Severity;

/// How two sides are compared.
///
/// @param threshold smallest change that counts, as a fraction: 0.05 is five percent
/// @param confidence probability that the interval given for a change holds the true one, 0 to 1
/// @param resamples how often the recordings are resampled for that interval
/// @param seed of the resampling: the same seed gives the same intervals
/// @param failOn severity from which a finding that appeared is a regression; empty for none
/// @param costs whether what mapping costs is compared
public record ComparisonOptions(
        double threshold, double confidence, int resamples, long seed, Optional<Severity> failOn, boolean costs) {

    private static final double DEFAULT_THRESHOLD = 0.05;
    private static final double DEFAULT_CONFIDENCE = 0.99;
    private static final int DEFAULT_RESAMPLES = 1000;

    /// Checks the numbers.
    public ComparisonOptions {
        if (!(threshold >= 0) || !(confidence > 0 && confidence < 1) || resamples < 1) {
            throw new IllegalArgumentException(
                    "threshold " + threshold + ", confidence " + confidence + ", resamples " + resamples);
        }
    }

    /// Five percent, 99 % confidence, 1000 resamples; errors that appeared are a regression.
    public static ComparisonOptions defaults() {
        return new ComparisonOptions(
                DEFAULT_THRESHOLD, DEFAULT_CONFIDENCE, DEFAULT_RESAMPLES, 1, Optional.of(Severity.ERROR), true);
    }

    /// The same with another smallest change.
    public ComparisonOptions withThreshold(double fraction) {
        return new ComparisonOptions(fraction, confidence, resamples, seed, failOn, costs);
    }

    /// The same with another confidence.
    public ComparisonOptions withConfidence(double probability) {
        return new ComparisonOptions(threshold, probability, resamples, seed, failOn, costs);
    }

    /// The same with another severity of findings that count.
    public ComparisonOptions withFailOn(Optional<Severity> severity) {
        return new ComparisonOptions(threshold, confidence, resamples, seed, severity, costs);
    }

    /// The same without a look at costs.
    public ComparisonOptions withFindingsOnly() {
        return new ComparisonOptions(threshold, confidence, resamples, seed, failOn, false);
    }
}
