// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.shell;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import org.dmatape.analyze.database.SqlDatabase;
import org.dmatape.cli.output.OutputFormat;
import org.dmatape.cli.session.Screen;
import org.dmatape.cli.session.Session;
import org.dmatape.cli.session.StandardStream;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/// Runs the shell the way the streams of the process ask for: with a line editor when somebody types and reads,
/// else from standard input to its end or first failure.
public final class ShellSession {

    private static final String SCRIPT_NAME = "standard input";

    private ShellSession() {}

    /// Runs until there is nothing more to run.
    ///
    /// @param mode how rows are shown at first
    public static void run(SqlDatabase database, OutputFormat mode, Session session) throws IOException {
        ShellSettings settings = new ShellSettings(mode);
        if (session.isInteractive()) {
            try (Terminal terminal =
                    TerminalBuilder.builder().name("dmatape").system(true).build()) {
                Session onTerminal = new Session(
                        terminal.output(),
                        terminal.writer(),
                        session.input(),
                        session.environment(),
                        EnumSet.allOf(StandardStream.class),
                        Screen.of(
                                session.environment(), () -> terminal.getSize().getColumns()));
                new SqlShell(terminal, onTerminal, database, settings, HistoryFile.of(session.environment())).run();
            }
        } else {
            ShellInput input = new ShellInput(database, settings, new PlainConsole(session));
            try (Reader script = new InputStreamReader(session.input(), StandardCharsets.UTF_8)) {
                input.runScript(script, SCRIPT_NAME);
            }
        }
    }
}
