// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.query;

import java.io.IOException;
import java.io.Writer;
import org.dmatape.cli.output.OutputFormat;
import org.dmatape.cli.session.Session;

/// Answers that go to the same place one after the other. Tables and CSV have no end of their own that a reader could
/// see: an empty line stands between two of them. A document of JSON ends by itself, and so does a stream of Arrow.
public final class AnswerSeries {

    private boolean isEmpty = true;

    /// Whether there was no answer yet.
    public boolean isEmpty() {
        return isEmpty;
    }

    /// To be called before each answer is written.
    public void next(OutputFormat format, Session session) throws IOException {
        String line = lineBetween(format);
        if (!isEmpty && !line.isEmpty()) {
            try (Writer out = session.dataText()) {
                out.write(line);
            }
        }
        isEmpty = false;
    }

    private static String lineBetween(OutputFormat format) {
        return switch (format) {
            case TABLE -> "\n";
            case CSV -> "\r\n";
            case JSON, JSONL, ARROW -> "";
        };
    }
}
