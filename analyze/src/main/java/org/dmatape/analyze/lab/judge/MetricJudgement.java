// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.judge;

import java.util.List;
import java.util.Optional;
import org.dmatape.analyze.lab.judge.alert.Alert.MetricAlert;
import org.dmatape.analyze.lab.judge.alert.Evidence.NightEvidence;
import org.dmatape.analyze.lab.series.MetricSeries;

/// A metric this night.
///
/// @param series its points up to this night
/// @param status what became of it
/// @param evidence the night against the baseline, where there is one
/// @param changes all changes that were noticed up to this night, in order
/// @param note what there is to say beyond that; may be empty
public record MetricJudgement(
        MetricSeries series,
        MetricStatus status,
        Optional<NightEvidence> evidence,
        List<MetricAlert> changes,
        String note) {

    /// Copies the list.
    public MetricJudgement {
        changes = List.copyOf(changes);
    }
}
