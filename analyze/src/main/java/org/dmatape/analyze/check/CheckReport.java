// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.check;

import java.util.List;
import org.dmatape.queries.Severity;

/// What all checks say about a tape.
///
/// @param tape its name
/// @param verdict the sum, for the severity that was asked for
/// @param checks every check, in the order of the catalogue
/// @param findings in the order of the checks, then in the tape's order
/// @param losses where events are missing
public record CheckReport(
        String tape, Verdict verdict, List<CheckResult> checks, List<Finding> findings, List<LossSpan> losses) {

    /// Copies the lists.
    public CheckReport {
        checks = List.copyOf(checks);
        findings = List.copyOf(findings);
        losses = List.copyOf(losses);
    }

    /// A report with the verdict its checks add up to. FINDINGS when a check of at least `failOn` found
    /// something. INCONCLUSIVE when none did, but lost events could hide what one of these checks looks
    /// for, or one of them took too long, or not one of them had anything to look at. CLEAN otherwise: a check
    /// without its evidence (no device-side source, no sync events) does not spoil a clean verdict; it is listed as
    /// not evaluated, with its reason.
    static CheckReport of(
            String tape, Severity failOn, List<CheckResult> checks, List<Finding> findings, List<LossSpan> losses) {
        return new CheckReport(tape, verdict(failOn, checks), checks, findings, losses);
    }

    private static Verdict verdict(Severity failOn, List<CheckResult> checks) {
        List<CheckResult> decisive = checks.stream()
                .filter(check -> check.severity().compareTo(failOn) >= 0)
                .toList();
        if (decisive.stream().anyMatch(check -> check.status() == CheckStatus.FOUND)) {
            return Verdict.FINDINGS;
        }
        boolean undecided = decisive.stream().anyMatch(CheckResult::undecided);
        // asked for less severe checks only, the answer rests on those
        boolean blind = (decisive.isEmpty() ? checks : decisive)
                .stream().allMatch(check -> check.status() == CheckStatus.NOT_EVALUATED);
        return undecided || blind ? Verdict.INCONCLUSIVE : Verdict.CLEAN;
    }
}
