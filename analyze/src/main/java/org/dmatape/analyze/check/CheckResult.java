// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.check;

import java.util.Optional;
import org.dmatape.queries.Severity;

/// What came of one check.
///
/// @param check its id
/// @param severity of its findings
/// @param status whether it found something, or could not look
/// @param count findings, also those beyond the limit of those that are listed
/// @param listed how many of them the report lists
/// @param reason why it was not evaluated
/// @param undecided not evaluated because lost events could hide what it looks for, or because it took too long
public record CheckResult(
        String check,
        Severity severity,
        CheckStatus status,
        long count,
        long listed,
        Optional<String> reason,
        boolean undecided) {

    static CheckResult counted(String check, Severity severity, long count, long listed) {
        return new CheckResult(
                check,
                severity,
                count == 0 ? CheckStatus.NONE : CheckStatus.FOUND,
                count,
                listed,
                Optional.empty(),
                false);
    }

    static CheckResult withoutEvidence(String check, Severity severity, String reason) {
        return new CheckResult(check, severity, CheckStatus.NOT_EVALUATED, 0, 0, Optional.of(reason), false);
    }

    static CheckResult undecided(String check, Severity severity, String reason) {
        return new CheckResult(check, severity, CheckStatus.NOT_EVALUATED, 0, 0, Optional.of(reason), true);
    }
}
