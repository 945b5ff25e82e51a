// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.series;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.dmatape.analyze.check.Verdict;

/// What became of one capture.
///
/// @param captureId key of the capture in the store
/// @param capture name of the capture as people know it: its path below the folder it was taken from
/// @param scenario what was run
/// @param fingerprint environment it was run in; empty when the capture is broken
/// @param night night the capture belongs to
/// @param verdict verdict of its checks; empty when the capture is broken
/// @param lostEvents events known to be lost
/// @param lossy whether events were lost, which can be known without their number
/// @param findings findings by kind
/// @param broken why it could not be read; empty when it could
public record CaptureOutcome(
        String captureId,
        String capture,
        String scenario,
        String fingerprint,
        LocalDate night,
        Optional<Verdict> verdict,
        long lostEvents,
        boolean lossy,
        List<FindingCount> findings,
        Optional<String> broken) {

    /// Copies the list.
    public CaptureOutcome {
        findings = List.copyOf(findings);
    }
}
