// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.ftracetext;

import java.util.ArrayList;
import java.util.List;

/// The begin of a payload whose fields have no labels: literal text, and fields in braces. `{dev}[{pasid}] did
/// {domain_id}` reads `dmar0[0] did 3`. A field reaches to the character that follows it in the template, the last
/// one to a space.
final class PayloadTemplate {

    private static final char OPEN = '{';
    private static final char CLOSE = '}';

    private final List<Part> parts = new ArrayList<>();

    private static final class Part {

        private final boolean isField;
        private final byte[] text;

        Part(boolean isField, String text) {
            this.isField = isField;
            this.text = AsciiBytes.of(text);
        }
    }

    PayloadTemplate(String template) {
        int at = 0;
        while (at < template.length()) {
            boolean isField = template.charAt(at) == OPEN;
            int end = isField ? template.indexOf(CLOSE, at) : template.indexOf(OPEN, at);
            end = end < 0 ? template.length() : end;
            parts.add(new Part(isField, template.substring(isField ? at + 1 : at, end)));
            at = isField ? end + 1 : end;
        }
    }

    /// Reads the fields.
    ///
    /// @return the position behind them, -1 when the payload is of another form
    int read(TextLine line, int from, FieldSlices fields) {
        int at = from;
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            if (!part.isField) {
                if (!line.startsWith(at, part.text)) {
                    return -1;
                }
                at += part.text.length;
                continue;
            }
            int end = i + 1 < parts.size()
                    ? line.indexOf((char) parts.get(i + 1).text[0], at, line.length())
                    : line.wordEnd(at);
            if (end <= at) {
                return -1;
            }
            fields.add(part.text, at, end);
            at = end;
        }
        return at;
    }
}
