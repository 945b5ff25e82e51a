// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.dmatape.analyze.check.CheckReport;

/// A capture with everything the store is to remember of it.
///
/// @param capture where it comes from and how it came out
/// @param input path it was read from
/// @param environment facts about where it was recorded, by name
/// @param report what the checks said
/// @param metrics what was measured
/// @param distributions counts by bin, by name of the distribution
/// @param files its part of the lake
public record NewCapture(
        StoredCapture capture,
        String input,
        Map<String, String> environment,
        CheckReport report,
        List<MetricValue> metrics,
        Map<String, SortedMap<Integer, Long>> distributions,
        List<LakeFile> files) {

    /// Copies the collections.
    public NewCapture {
        environment = Map.copyOf(environment);
        metrics = List.copyOf(metrics);
        distributions = Map.copyOf(distributions);
        files = List.copyOf(files);
    }

    /// A number that was measured.
    ///
    /// @param metric its name
    /// @param unit `ns`, or empty
    /// @param goodness `lower`, `higher` or `neither` is better
    /// @param value in its unit
    /// @param samples how many operations it summarises
    /// @param distribution name of the distribution it summarises
    public record MetricValue(
            String metric, String unit, String goodness, double value, long samples, Optional<String> distribution) {}
}
