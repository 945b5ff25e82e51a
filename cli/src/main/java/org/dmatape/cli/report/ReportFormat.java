// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.report;

import java.util.Locale;

/// The forms in which a report comes out.
public enum ReportFormat {
    /// One self-contained page.
    HTML,
    /// Markdown, for a bug report.
    MD;

    /// The name the user types.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
