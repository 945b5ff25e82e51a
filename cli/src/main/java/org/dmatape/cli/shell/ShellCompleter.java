// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.shell;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.dmatape.cli.output.OutputFormat;
import org.dmatape.queries.CannedQuery;
import org.dmatape.queries.QueryParameter;
import org.dmatape.queries.SqlText;
import org.jline.builtins.Completers.FileNameCompleter;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jspecify.annotations.Nullable;

/// Completes what is being typed: tables, columns, functions and keywords in SQL; commands, canned queries and
/// files in dot-commands.
///
/// @param vocabulary the names
record ShellCompleter(Vocabulary vocabulary) implements Completer {

    private static final Set<String> BEFORE_TABLES = Set.of("from", "join", "describe", "summarize", "into", "update");

    /// A function of DuckDB is offered when so much of its name has been typed: there are more than a thousand.
    private static final int LETTERS_BEFORE_FUNCTIONS = 2;

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        if (ShellInput.isCommand(line.line())) {
            completeCommand(reader, line, candidates);
        } else {
            completeSql(line, candidates);
        }
    }

    private void completeSql(ParsedLine line, List<Candidate> candidates) {
        Map<String, List<String>> tables = vocabulary.tables();
        String previous = line.wordIndex() == 0
                ? ""
                : line.words().get(line.wordIndex() - 1).toLowerCase(Locale.ROOT);
        if (BEFORE_TABLES.contains(previous)) {
            add(candidates, "tables", tables.keySet());
            return;
        }
        if (line.wordIndex() > 0) {
            add(candidates, "columns", columns(tables, SqlText.words(line.line())));
            add(candidates, "tables", tables.keySet());
        }
        boolean lowerCase =
                !line.word().isEmpty() && Character.isLowerCase(line.word().charAt(0));
        add(
                candidates,
                "keywords",
                Vocabulary.KEYWORDS.stream()
                        .map(word -> lowerCase ? word.toLowerCase(Locale.ROOT) : word)
                        .toList());
        if (line.wordIndex() > 0 && line.word().length() >= LETTERS_BEFORE_FUNCTIONS) {
            vocabulary
                    .functions()
                    .forEach(name -> candidates.add(
                            new Candidate(name + "(", name + "()", "functions", null, null, null, false)));
        }
    }

    /// The columns of the tables the statement names; of all, while it names none.
    private static Collection<String> columns(Map<String, List<String>> tables, Set<String> words) {
        Set<String> columns = new LinkedHashSet<>();
        boolean any = tables.keySet().stream().anyMatch(words::contains);
        tables.forEach((table, names) -> {
            if (!any || words.contains(table)) {
                columns.addAll(names);
            }
        });
        return columns;
    }

    private void completeCommand(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        if (line.wordIndex() == 0) {
            for (DotCommand command : DotCommand.values()) {
                candidates.add(
                        new Candidate(command.word(), command.word(), null, command.meaning(), null, null, true));
            }
            return;
        }
        Optional<DotCommand> command = DotCommand.of(line.words().getFirst());
        if (command.isEmpty()) {
            return;
        }
        switch (command.get()) {
            case SCHEMA -> add(candidates, null, vocabulary.tables().keySet());
            case QUERIES -> addQueries(candidates);
            case QUERY -> completeQuery(line, candidates);
            case MODE -> add(candidates, null, formats());
            case TIMING, PAGER, FIT -> add(candidates, null, List.of("on", "off"));
            case READ, EXPORT -> new FileNameCompleter().complete(reader, line, candidates);
            case HELP, QUIT -> {}
        }
    }

    private void completeQuery(ParsedLine line, List<Candidate> candidates) {
        if (line.wordIndex() == 1) {
            addQueries(candidates);
            return;
        }
        String id = line.words().get(1);
        List<QueryParameter> parameters = vocabulary.queries().stream()
                .filter(query -> query.id().equals(id))
                .flatMap(query -> query.parameters().stream())
                .toList();
        for (QueryParameter parameter : parameters) {
            String text = parameter.name() + "=";
            candidates.add(new Candidate(text, text, null, parameter.meaning(), null, null, false));
        }
    }

    private void addQueries(List<Candidate> candidates) {
        for (CannedQuery query : vocabulary.queries()) {
            candidates.add(new Candidate(query.id(), query.id(), null, query.title(), null, null, true));
        }
    }

    private static Collection<String> formats() {
        List<String> formats = new ArrayList<>(
                Stream.of(OutputFormat.values()).map(OutputFormat::toString).toList());
        formats.remove(OutputFormat.ARROW.toString());
        return formats;
    }

    private static void add(List<Candidate> candidates, @Nullable String group, Collection<String> words) {
        words.forEach(word -> candidates.add(new Candidate(word, word, group, null, null, null, true)));
    }
}
