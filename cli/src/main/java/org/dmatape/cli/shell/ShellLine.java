// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.shell;

import java.util.List;
import org.jline.reader.CompletingParsedLine;

/// A line on which something is to be completed. Words are taken as they are: SQL knows no escapes outside of
/// quotes.
///
/// @param line all that was typed
/// @param cursor where in it
/// @param words that stand before the cursor, the one to be completed last
record ShellLine(String line, int cursor, List<String> words) implements CompletingParsedLine {

    @Override
    public String word() {
        return words.getLast();
    }

    @Override
    public int wordCursor() {
        return word().length();
    }

    @Override
    public int wordIndex() {
        return words.size() - 1;
    }

    @Override
    public CharSequence escape(CharSequence candidate, boolean complete) {
        return candidate;
    }

    @Override
    public int rawWordCursor() {
        return wordCursor();
    }

    @Override
    public int rawWordLength() {
        return word().length();
    }
}
