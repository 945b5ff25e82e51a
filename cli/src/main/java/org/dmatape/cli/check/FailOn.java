// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.check;

import java.util.Locale;
import org.dmatape.queries.Severity;

/// From which severity on a finding makes `check` end with exit code 1.
public enum FailOn {
    /// Any finding.
    INFO,
    /// Warnings and errors.
    WARNING,
    /// Errors.
    ERROR,
    /// None: whatever is found or cannot be looked for, the exit code is 0.
    NEVER;

    /// The severity that decides the verdict; a report always has one.
    public Severity severity() {
        return switch (this) {
            case INFO -> Severity.INFO;
            case WARNING -> Severity.WARNING;
            case ERROR, NEVER -> Severity.ERROR;
        };
    }

    /// The name the user types.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
