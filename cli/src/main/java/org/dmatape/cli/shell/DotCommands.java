// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.shell;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.dmatape.analyze.database.SqlFunction;
import org.dmatape.cli.output.Column;
import org.dmatape.cli.output.OutputFormat;
import org.dmatape.cli.output.Rows;
import org.dmatape.cli.output.TableWriter;
import org.dmatape.cli.query.QueryChoice;
import org.dmatape.cli.query.QueryList;
import org.dmatape.cli.query.QueryNames;
import org.dmatape.cli.query.QueryText;
import org.dmatape.cli.session.UsageException;
import org.dmatape.queries.CannedQuery;
import org.dmatape.queries.QueryCatalogue;

/// Does what dot-commands ask for.
///
/// @param runner of statements
/// @param settings what commands change
/// @param console where they answer
/// @param catalogue the canned queries
record DotCommands(StatementRunner runner, ShellSettings settings, Console console, QueryCatalogue catalogue) {

    private static final Map<String, OutputFormat> FORMAT_OF_SUFFIX = Map.of(
            "csv", OutputFormat.CSV,
            "json", OutputFormat.JSON,
            "jsonl", OutputFormat.JSONL,
            "arrow", OutputFormat.ARROW,
            "txt", OutputFormat.TABLE);

    /// Does one command, except `.quit` and `.read`, which are the shell's own business.
    ///
    /// @param words that follow it
    void run(DotCommand command, List<String> words) throws IOException {
        switch (command) {
            case HELP -> help();
            case SCHEMA -> schema(words);
            case QUERIES -> queries(words);
            case QUERY -> query(words);
            case EXPORT -> export(only(command, words));
            case MODE -> settings.setMode(mode(only(command, words)));
            case TIMING -> settings.setTiming(isOn(command, words));
            case PAGER -> settings.setPaging(isOn(command, words));
            case FIT -> settings.setFitting(isOn(command, words));
            case READ, QUIT -> throw new IllegalStateException(command + " is not for here");
        }
    }

    /// The one word that follows a command.
    static String only(DotCommand command, List<String> words) {
        if (words.size() != 1) {
            throw new UsageException(command.word() + " takes " + command.arguments());
        }
        return words.getFirst();
    }

    private void help() throws IOException {
        List<List<String>> commands = Arrays.stream(DotCommand.values())
                .map(command -> List.of((command.word() + " " + command.arguments()).strip(), command.meaning()))
                .toList();
        List<List<String>> functions = Arrays.stream(SqlFunction.values())
                .map(function -> List.of(function.signature(), function.meaning()))
                .toList();
        console.show(session -> {
            try (Writer out = session.dataText()) {
                out.write("""
                        Statements end with a semicolon and may take several lines. Tab completes, Ctrl-C cancels.
                        Addresses may be written as they are printed: 0xffff000.

                        """);
                TableWriter.write(
                        Rows.of(List.of(Column.text("command"), Column.text("what it does")), commands),
                        session.dataStyles(),
                        out);
                out.write("\n");
                TableWriter.write(
                        Rows.of(List.of(Column.text("function"), Column.text("what it returns")), functions),
                        session.dataStyles(),
                        out);
            }
        });
    }

    private void schema(List<String> words) throws IOException {
        Rows rows = words.isEmpty()
                ? SchemaRows.tables(catalogue)
                : SchemaRows.columns(catalogue, only(DotCommand.SCHEMA, words));
        console.show(session -> settings.mode().writer().write(rows, session));
    }

    private void queries(List<String> words) throws IOException {
        if (words.isEmpty()) {
            Rows rows = QueryList.of(catalogue, EnumSet.allOf(QueryChoice.class));
            console.show(session -> settings.mode().writer().write(rows, session));
            return;
        }
        CannedQuery query = QueryNames.find(catalogue, only(DotCommand.QUERIES, words));
        console.show(session -> {
            try (Writer out = session.dataText()) {
                new QueryText(query, session.dataStyles(), out).write();
            }
        });
    }

    private void query(List<String> words) throws IOException {
        if (words.isEmpty()) {
            throw new UsageException(".query takes " + DotCommand.QUERY.arguments());
        }
        Map<String, String> arguments = new LinkedHashMap<>();
        for (String word : words.subList(1, words.size())) {
            int equals = word.indexOf('=');
            if (equals <= 0) {
                throw new UsageException("'" + word + "' is no PARAMETER=VALUE");
            }
            arguments.put(word.substring(0, equals), word.substring(equals + 1));
        }
        runner.canned(QueryNames.find(catalogue, words.getFirst()), arguments);
    }

    private void export(String name) throws IOException {
        String suffix = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        OutputFormat format = FORMAT_OF_SUFFIX.get(suffix);
        if (format == null) {
            throw new UsageException("'" + name + "' says no format: its name must end with ."
                    + FORMAT_OF_SUFFIX.keySet().stream().sorted().collect(Collectors.joining(", .")));
        }
        Path file = Path.of(name);
        if (Files.exists(file)) {
            throw new UsageException(name + " exists already; nothing was written");
        }
        runner.export(file, format);
    }

    private static OutputFormat mode(String word) {
        return Arrays.stream(OutputFormat.values())
                .filter(format ->
                        format != OutputFormat.ARROW && format.toString().equals(word))
                .findFirst()
                .orElseThrow(() -> new UsageException("'" + word + "' is none of " + DotCommand.MODE.arguments()));
    }

    private static boolean isOn(DotCommand command, List<String> words) {
        return switch (only(command, words)) {
            case "on" -> true;
            case "off" -> false;
            default -> throw new UsageException(command.word() + " takes " + command.arguments());
        };
    }
}
