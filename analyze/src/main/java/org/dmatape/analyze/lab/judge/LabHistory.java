// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.judge;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.dmatape.analyze.lab.series.AcceptedBaseline;
import org.dmatape.analyze.lab.series.CaptureOutcome;
import org.dmatape.analyze.lab.series.Environment;
import org.dmatape.analyze.lab.series.MetricSeries;

/// All that the store knows, of the judged night and of the nights before it. Later nights are ignored.
///
/// @param series one per scenario, fingerprint and metric
/// @param outcomes one per capture, broken ones included
/// @param environments one per fingerprint
/// @param accepted baselines that were moved
public record LabHistory(
        List<MetricSeries> series,
        List<CaptureOutcome> outcomes,
        List<Environment> environments,
        List<AcceptedBaseline> accepted) {

    /// Copies the lists.
    public LabHistory {
        series = List.copyOf(series);
        outcomes = List.copyOf(outcomes);
        environments = List.copyOf(environments);
        accepted = List.copyOf(accepted);
    }

    /// The latest night of which there is a capture; empty when there is none.
    public Optional<LocalDate> latestNight() {
        return outcomes.stream().map(CaptureOutcome::night).max(Comparator.naturalOrder());
    }
}
