// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.compare;

import java.util.List;

/// How one number of one group of operations or requests changed.
///
/// @param subject what the group has in common
/// @param metric what is measured
/// @param statistic which number of it
/// @param before its value on side A, in the unit of the metric
/// @param after its value on side B
/// @param ratio after divided by before; infinite when there was nothing before
/// @param interval where that ratio lies with the confidence asked for
/// @param sizeBefore values on side A
/// @param sizeAfter values on side B
/// @param judgement what it means
public record CostDifference(
        List<String> subject,
        Metric metric,
        Statistic statistic,
        double before,
        double after,
        double ratio,
        Interval interval,
        int sizeBefore,
        int sizeAfter,
        Judgement judgement) {

    public CostDifference {
        subject = List.copyOf(subject);
    }
}
