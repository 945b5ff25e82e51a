// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.check;

import java.util.List;
import java.util.Map;
import org.dmatape.queries.Severity;

/// What to check, and how.
///
/// @param checks ids of the checks to run; empty runs all
/// @param failOn severity from which a finding makes the verdict FINDINGS
/// @param arguments values for parameters of the checks, by name
/// @param maxFindingsPerCheck how many findings of one check are listed; all are counted
public record CheckOptions(
        List<String> checks, Severity failOn, Map<String, String> arguments, int maxFindingsPerCheck) {

    private static final int DEFAULT_MAX_FINDINGS = 10_000;

    /// Copies the collections.
    public CheckOptions {
        checks = List.copyOf(checks);
        arguments = Map.copyOf(arguments);
    }

    /// All checks with their defaults; errors decide.
    public static CheckOptions defaults() {
        return new CheckOptions(List.of(), Severity.ERROR, Map.of(), DEFAULT_MAX_FINDINGS);
    }

    /// The same with other checks.
    public CheckOptions withChecks(List<String> ids) {
        return new CheckOptions(ids, failOn, arguments, maxFindingsPerCheck);
    }

    /// The same with another deciding severity.
    public CheckOptions withFailOn(Severity severity) {
        return new CheckOptions(checks, severity, arguments, maxFindingsPerCheck);
    }

    /// The same with other arguments.
    public CheckOptions withArguments(Map<String, String> values) {
        return new CheckOptions(checks, failOn, values, maxFindingsPerCheck);
    }

    /// The same with another limit.
    public CheckOptions withMaxFindingsPerCheck(int limit) {
        return new CheckOptions(checks, failOn, arguments, limit);
    }
}
