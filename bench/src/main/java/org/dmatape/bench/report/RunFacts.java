// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.bench.report;

import java.util.List;
import org.dmatape.bench.bar.BarResult;
import org.dmatape.bench.measure.Measurement;

/// Everything a run found out.
///
/// @param command the command that repeats it
/// @param revision what was measured, as version control names it
/// @param machine where
/// @param loadBefore load of the machine when it began
/// @param loadAfter load of the machine when it ended
/// @param results the bars
/// @param measurements what was run
public record RunFacts(
        String command,
        String revision,
        Machine machine,
        double loadBefore,
        double loadAfter,
        List<BarResult> results,
        List<Measurement> measurements) {

    /// Copies the lists.
    public RunFacts {
        results = List.copyOf(results);
        measurements = List.copyOf(measurements);
    }
}
