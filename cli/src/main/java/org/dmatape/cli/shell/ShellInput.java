// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.shell;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.dmatape.analyze.AnalysisException;
import org.dmatape.analyze.database.SqlDatabase;
import org.dmatape.cli.session.UsageException;
import org.dmatape.queries.SqlText;

/// Takes what is typed, or stands in a script, and has it done: statements and dot-commands.
final class ShellInput {

    private static final String DOT = ".";
    private static final int MAX_READ_DEPTH = 16;

    private final StatementRunner runner;
    private final DotCommands commands;
    private int readDepth;

    ShellInput(SqlDatabase database, ShellSettings settings, Console console) {
        this.runner = new StatementRunner(database, settings, console);
        this.commands = new DotCommands(runner, settings, console, database.catalogue());
    }

    /// Whether nothing more has to be typed before the text can be run.
    static boolean isComplete(String text) {
        return text.isBlank() || isCommand(text) || SqlText.isTerminated(text);
    }

    static boolean isCommand(String text) {
        return text.stripLeading().startsWith(DOT) || DotCommand.isWordWithoutDot(text.strip());
    }

    /// Runs one dot-command, or one or more statements.
    ///
    /// @return false when the user wants to leave
    boolean run(String text) throws IOException {
        if (!isCommand(text)) {
            for (String statement : SqlText.statements(text)) {
                runner.sql(statement);
            }
            return true;
        }
        String[] words = text.strip().split("\\s+");
        List<String> arguments = Arrays.asList(words).subList(1, words.length);
        DotCommand command = DotCommand.of(words[0])
                .orElseThrow(() -> new UsageException("there is no command " + words[0] + "; .help lists them"));
        switch (command) {
            case QUIT -> {
                return false;
            }
            case READ -> read(Path.of(DotCommands.only(command, arguments)));
            default -> commands.run(command, arguments);
        }
        return true;
    }

    /// Runs a script to its end or to its first failure.
    ///
    /// @param name of the script, for messages
    /// @throws UsageException for a mistake in the script; the message says in which line the statement begins
    void runScript(Reader script, String name) throws IOException {
        BufferedReader lines = new BufferedReader(script);
        StringBuilder statement = new StringBuilder();
        int number = 0;
        int begin = 1;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (statement.isEmpty()) {
                begin = number;
            }
            statement.append(line).append('\n');
            if (mayEnd(line, statement) && isComplete(statement.toString())) {
                if (!runFromScript(statement.toString(), name, begin)) {
                    return;
                }
                statement.setLength(0);
            }
        }
        runFromScript(statement.toString(), name, begin);
    }

    /// Spares most lines of a long statement a look at the whole of it.
    private static boolean mayEnd(String line, StringBuilder statement) {
        return line.contains(";") || statement.length() == line.length() + 1;
    }

    private void read(Path file) throws IOException {
        if (readDepth == MAX_READ_DEPTH) {
            throw new UsageException(
                    ".read: scripts that read scripts are nested more than " + MAX_READ_DEPTH + " deep");
        }
        readDepth++;
        try (Reader script = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            runScript(script, file.toString());
        } finally {
            readDepth--;
        }
    }

    private boolean runFromScript(String text, String name, int line) throws IOException {
        try {
            return run(text);
        } catch (UsageException e) {
            throw new UsageException(name + ", line " + line + ": " + e.getMessage());
        } catch (AnalysisException e) {
            if (e.kind() == AnalysisException.Kind.USAGE) {
                throw new UsageException(name + ", line " + line + ": " + e.getMessage());
            }
            throw e;
        }
    }
}
