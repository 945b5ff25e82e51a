// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.tracedat.file;

/// Text of a recording, made fit for a message: short and without anything a terminal could act on.
public final class Printable {

    private static final int LONGEST = 40;

    private Printable() {}

    /// A text in quotes.
    public static String quoted(String text) {
        StringBuilder result = new StringBuilder(LONGEST + 2).append('"');
        text.codePoints()
                .limit(LONGEST)
                .map(character -> character < ' ' || character > '~' ? '?' : character)
                .forEach(result::appendCodePoint);
        return result.append(text.length() > LONGEST ? "...\"" : "\"").toString();
    }
}
