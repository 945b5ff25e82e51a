// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.diff;

import java.io.IOException;
import java.io.Writer;
import org.dmatape.analyze.compare.Comparison;
import org.dmatape.cli.session.Session;

/// Writes a comparison in the form asked for.
public final class DiffOutput {

    private DiffOutput() {}

    /// Writes to the session's data.
    public static void write(Comparison comparison, DiffFormat format, Session session) throws IOException {
        switch (format) {
            case JSON -> DiffJson.write(comparison, session);
            case TABLE -> {
                try (Writer out = session.dataText()) {
                    new DiffText(comparison, session.dataStyles(), out).write();
                }
            }
            case MD -> {
                try (Writer out = session.dataText()) {
                    new DiffMarkdown(comparison, out).write();
                }
            }
            case JUNIT -> {
                try (Writer out = session.dataText()) {
                    DiffJunit.write(comparison, out);
                }
            }
        }
    }
}
