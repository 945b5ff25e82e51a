// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.shell;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.dmatape.analyze.AnalysisException;
import org.dmatape.analyze.database.SqlDatabase;
import org.dmatape.cli.output.TerminalText;
import org.dmatape.cli.session.Session;
import org.dmatape.cli.session.UsageException;
import org.dmatape.format.TapeException;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;

/// The shell as somebody at a terminal has it: reads a statement, runs it, shows its rows, and outlives every
/// mistake.
public final class SqlShell {

    private static final String PROMPT = "dmatape> ";
    private static final String CONTINUED_PROMPT = "      -> ";
    private static final int HISTORY_LINES = 5000;

    private final Session session;
    private final ShellInput input;
    private final LineReader reader;
    private final String tapeName;

    /// A shell over a tape.
    ///
    /// @param terminal where the user sits
    /// @param session whose streams lead to that terminal
    /// @param history where what was typed is kept; empty: nowhere
    public SqlShell(
            Terminal terminal, Session session, SqlDatabase database, ShellSettings settings, Optional<Path> history) {
        this.session = session;
        this.tapeName = database.name();
        this.input = new ShellInput(database, settings, new TerminalConsole(terminal, session, database, settings));
        LineReaderBuilder builder = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("dmatape")
                .parser(new ShellParser())
                .completer(new ShellCompleter(new Vocabulary(database)))
                .option(LineReader.Option.CASE_INSENSITIVE, true)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.INSERT_TAB, false)
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, CONTINUED_PROMPT)
                .variable(LineReader.HISTORY_SIZE, HISTORY_LINES)
                .variable(LineReader.HISTORY_FILE_SIZE, HISTORY_LINES);
        history.ifPresent(file -> builder.variable(LineReader.HISTORY_FILE, file));
        this.reader = builder.build();
    }

    /// Runs until the user leaves.
    public void run() throws IOException {
        session.messages()
                .println(TerminalText.visible(tapeName)
                        + " is open. Statements end with ;  Tab completes, .help explains.");
        boolean stays = true;
        while (stays) {
            try {
                stays = input.run(reader.readLine(PROMPT));
            } catch (UserInterruptException _) {
                // what was typed so far is dropped, and that is all
            } catch (EndOfFileException _) {
                stays = false;
            } catch (UsageException | AnalysisException | TapeException | FileSystemException e) {
                tell(sentence(e));
            }
        }
    }

    private static String sentence(Exception failure) {
        return switch (failure) {
            case NoSuchFileException file -> file.getFile() + ": there is no such file or folder";
            case FileSystemException file ->
                file.getFile() + ": " + Optional.ofNullable(file.getReason()).orElse("cannot be read or written");
            default -> String.valueOf(failure.getMessage());
        };
    }

    private void tell(String message) {
        session.messages().println(session.messageStyles().error(TerminalText.visibleLines(message)));
        session.messages().flush();
    }
}
