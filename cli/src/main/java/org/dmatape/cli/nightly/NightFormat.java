// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.nightly;

import java.util.Locale;

/// The forms in which the judgement of a night comes out.
public enum NightFormat {
    /// For a person at a terminal.
    TABLE,
    /// One object of schema `dmatape.nightly/1`.
    JSON,
    /// Markdown, for a message or an issue.
    MD,
    /// JUnit XML, for a build server: a suite per scenario, a test case per metric and kind of finding.
    JUNIT,
    /// One self-contained page with a picture of every metric.
    HTML;

    /// The name the user types.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
