// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.shell;

import java.util.List;
import java.util.regex.Pattern;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/// Tells the line editor when a statement is whole, and which word it is to complete.
final class ShellParser implements Parser {

    private static final Pattern BETWEEN_SQL_WORDS = Pattern.compile("\\W+");
    private static final Pattern BETWEEN_COMMAND_WORDS = Pattern.compile("\\s+");

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        boolean mustBeWhole = context == ParseContext.ACCEPT_LINE || context == ParseContext.SECONDARY_PROMPT;
        if (mustBeWhole && !ShellInput.isComplete(line)) {
            throw new EOFError(-1, -1, "the statement goes on", ";");
        }
        Pattern between = ShellInput.isCommand(line) ? BETWEEN_COMMAND_WORDS : BETWEEN_SQL_WORDS;
        String before = line.substring(0, cursor).stripLeading();
        return new ShellLine(line, cursor, List.of(between.split(before, -1)));
    }

    /// Nothing is escaped with a backslash.
    @Override
    public boolean isEscapeChar(char ch) {
        return false;
    }
}
