// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.judge;

import java.time.LocalDate;
import java.util.List;
import org.dmatape.analyze.lab.judge.alert.Alert.MetricAlert;

/// A change that was noticed and has neither come back, nor settled, nor been accepted.
///
/// @param alert as it was raised
/// @param levelStart where the level before it began
/// @param baseline nights it was compared with
/// @param back nights in a row that were as before it, up to the last one judged
record OpenChange(MetricAlert alert, LocalDate levelStart, List<LocalDate> baseline, List<LocalDate> back) {

    OpenChange {
        baseline = List.copyOf(baseline);
        back = List.copyOf(back);
    }

    OpenChange withBack(List<LocalDate> nights) {
        return new OpenChange(alert, levelStart, baseline, nights);
    }
}
