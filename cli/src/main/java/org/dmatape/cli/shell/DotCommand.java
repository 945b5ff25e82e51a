// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.shell;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What the shell understands besides SQL.
public enum DotCommand {
    /// Lists the commands.
    HELP("", "these commands, and the functions SQL has here"),
    /// Documents tables.
    SCHEMA("[TABLE]", "the tables and views, or the columns of one"),
    /// Documents canned queries.
    QUERIES("[NAME]", "the canned queries, or all about one"),
    /// Answers a canned query.
    QUERY("NAME [PARAMETER=VALUE]...", "answer a canned query"),
    /// Runs a file.
    READ("FILE", "run the statements in a file"),
    /// Chooses the format.
    MODE("table|json|jsonl|csv", "how rows are shown"),
    /// Writes a file.
    EXPORT("FILE", "run the last statement again, its rows going to FILE.csv, .json, .jsonl, .arrow or .txt"),
    /// Shows how long statements take.
    TIMING("on|off", "say how long each statement took"),
    /// Makes wide tables fit.
    FIT("on|off", "make wide tables fit the screen, or scroll through them"),
    /// Shows long answers by the page.
    PAGER("on|off", "show long answers page by page"),
    /// Ends the shell.
    QUIT("", "leave; so does Ctrl-D");

    /// What the shells of other databases call some of them.
    private static final Map<String, DotCommand> ELSEWHERE =
            Map.of(".exit", QUIT, "exit", QUIT, "quit", QUIT, "\\q", QUIT, ".tables", SCHEMA, ".timer", TIMING);

    private final String arguments;
    private final String meaning;

    DotCommand(String arguments, String meaning) {
        this.arguments = arguments;
        this.meaning = meaning;
    }

    /// As the user types it.
    public String word() {
        return "." + name().toLowerCase(Locale.ROOT);
    }

    /// What may follow.
    public String arguments() {
        return arguments;
    }

    /// What it does.
    public String meaning() {
        return meaning;
    }

    /// The command a word stands for.
    static Optional<DotCommand> of(String word) {
        return Arrays.stream(values())
                .filter(command -> command.word().equals(word))
                .findFirst()
                .or(() -> Optional.ofNullable(ELSEWHERE.get(word)));
    }

    /// Whether a line is one of the words that stand for a command although no dot is before them.
    static boolean isWordWithoutDot(String line) {
        return !line.startsWith(".") && ELSEWHERE.containsKey(line);
    }
}
