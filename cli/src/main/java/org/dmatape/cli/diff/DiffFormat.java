// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.diff;

import java.util.Locale;

/// The forms in which a comparison comes out.
public enum DiffFormat {
    /// For a person at a terminal.
    TABLE,
    /// One object of schema `dmatape.diff/1`.
    JSON,
    /// Markdown, for a comment on a change.
    MD,
    /// JUnit XML, for a build server: a test case per cost and kind of finding.
    JUNIT;

    /// The name the user types.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
