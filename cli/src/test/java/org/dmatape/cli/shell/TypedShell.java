// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.dmatape.analyze.database.DatabaseOptions;
import org.dmatape.analyze.database.TapeDatabase;
import org.dmatape.cli.output.OutputFormat;
import org.dmatape.cli.session.Screen;
import org.dmatape.cli.session.Session;
import org.dmatape.cli.session.StandardStream;
import org.dmatape.format.read.Tape;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;

/// A shell with a terminal whose keyboard and screen a test holds. The terminal is JLine's own, with its line
/// discipline: Ctrl-C is a signal to what runs and a key to the line editor.
final class TypedShell implements AutoCloseable {

    static final String CTRL_C = "\u0003";
    static final String CTRL_D = "\u0004";
    static final String PREVIOUS = "\u0010";

    private static final long PATIENCE_MS = 30_000;

    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private final PipedOutputStream keyboard = new PipedOutputStream();
    private final Terminal terminal;
    private final TapeDatabase database;
    private final FutureTask<Boolean> shell;
    private int seen;

    TypedShell(String tape, Size size, Optional<Path> history) throws IOException {
        terminal =
                new ExternalTerminal("test", "xterm", new PipedInputStream(keyboard), screen, StandardCharsets.UTF_8);
        terminal.setSize(size);
        database = TapeDatabase.open(Tape.open(Path.of(tape)), DatabaseOptions.defaults());
        Session session = Session.of(
                        terminal.output(),
                        terminal.writer(),
                        Map.of("NO_COLOR", "1"),
                        StandardStream.DATA,
                        StandardStream.MESSAGES)
                .withScreen(Screen.of(Map.of(), () -> terminal.getSize().getColumns()));
        SqlShell typed = new SqlShell(terminal, session, database, new ShellSettings(OutputFormat.TABLE), history);
        shell = new FutureTask<>(() -> {
            typed.run();
            return true;
        });
        Thread.ofPlatform().daemon().start(shell);
        awaits("dmatape> ");
    }

    /// Presses keys.
    void types(String keys) throws IOException {
        keyboard.write(keys.getBytes(StandardCharsets.UTF_8));
        keyboard.flush();
    }

    /// Types a line and waits for what it leads to.
    void types(String line, String expected) throws IOException {
        types(line + "\r");
        awaits(expected);
    }

    /// Waits until the screen shows a text after what was waited for before.
    void awaits(String expected) {
        long giveUpMs = System.currentTimeMillis() + PATIENCE_MS;
        int found = screen().indexOf(expected, seen);
        while (found < 0 && System.currentTimeMillis() < giveUpMs) {
            sleep();
            found = screen().indexOf(expected, seen);
        }
        assertThat(found)
                .as("'%s' on the screen, which since then shows %n%s", expected, screen().substring(seen))
                .isNotNegative();
        seen = found + expected.length();
    }

    /// Everything the terminal was sent.
    String screen() {
        return screen.toString(StandardCharsets.UTF_8);
    }

    /// Waits until the shell is over.
    boolean isOver() throws Exception {
        return shell.get(PATIENCE_MS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() throws IOException {
        types(CTRL_C + CTRL_D);
        try {
            assertThat(isOver()).isTrue();
        } catch (Exception e) {
            throw new IOException("the shell did not end; its screen shows\n" + screen(), e);
        } finally {
            terminal.close();
            database.close();
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(10);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
