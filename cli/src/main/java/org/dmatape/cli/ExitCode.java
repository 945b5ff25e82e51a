// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli;

/// What the program's exit code says. The numbers are a public contract: scripts and nightly jobs branch on them.
public enum ExitCode {
    /// Done; `check` found nothing at or above `--fail-on`.
    DONE(0),
    /// `check` found something at or above `--fail-on`.
    FINDINGS(1),
    /// The command line is wrong: unknown option, unknown column or filter value, contradictory arguments.
    USAGE(2),
    /// An input cannot be read (missing, not a recording, corrupt) or an output cannot be written.
    UNREADABLE(3),
    /// The evidence needed for a verdict is missing or was lost.
    INCONCLUSIVE(4),
    /// A defect of the program itself.
    INTERNAL(5);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    /// The number given to the operating system.
    public int number() {
        return number;
    }
}
