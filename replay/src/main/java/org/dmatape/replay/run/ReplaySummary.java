// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.run;

import java.util.Map;
import org.dmatape.replay.model.Severity;

/// What came of a replay.
///
/// @param rows rows of event tables executed; a scatterlist has one per entry
/// @param complete whether the tape was replayed to its end
/// @param divergences shown, by severity
/// @param lossSpans spans of lost events on the tape
/// @param wallNs time it took
/// @param plannedNs time it should have taken, 0 without waiting
/// @param drift how late steps were
/// @param digest the final state
public record ReplaySummary(
        long rows,
        boolean complete,
        Map<Severity, Long> divergences,
        int lossSpans,
        long wallNs,
        long plannedNs,
        Drift drift,
        StateDigest digest) {

    /// Copies the map.
    public ReplaySummary {
        divergences = Map.copyOf(divergences);
    }

    /// How many divergences of a severity were shown.
    public long divergences(Severity severity) {
        return divergences.getOrDefault(severity, 0L);
    }
}
