// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.shell;

import java.io.IOException;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.dmatape.analyze.database.SqlDatabase;
import org.dmatape.cli.session.Screen;
import org.dmatape.cli.session.Session;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;

/// A console somebody sits at. Work runs in a thread of its own, so that Ctrl-C ends it and not the shell.
final class TerminalConsole implements Console {

    private static final long FIRST_PROGRESS_MS = 500;
    private static final long NEXT_PROGRESS_MS = 200;
    private static final double MS_PER_SECOND = 1000;
    private static final String START_OF_LINE_AND_CLEAR = "\r\u001b[K";

    private final Terminal terminal;
    private final Session session;
    private final SqlDatabase database;
    private final ShellSettings settings;
    private boolean toldFit;

    TerminalConsole(Terminal terminal, Session session, SqlDatabase database, ShellSettings settings) {
        this.terminal = terminal;
        this.session = session;
        this.database = database;
        this.settings = settings;
    }

    @Override
    public Session session() {
        return session;
    }

    @Override
    public <T> T await(Work<T> work) throws IOException {
        FutureTask<T> task = new FutureTask<>(work::run);
        SignalHandler before = terminal.handle(Signal.INT, _ -> database.cancel());
        try {
            Thread.ofPlatform().daemon().name("statement").start(task);
            return result(task);
        } finally {
            terminal.handle(Signal.INT, before);
        }
    }

    @Override
    public void show(Answer answer) throws IOException {
        Session shown = settings.fitting() ? session : session.withScreen(Screen.unlimited());
        if (settings.paging() && !isDumb()) {
            new Pager(terminal).show(output -> answer.write(shown.withPager(output)));
        } else {
            answer.write(shown);
        }
        if (session.screen().takeFitted().isPresent() && !toldFit) {
            toldFit = true;
            session.messages().println("made to fit the screen; .fit off lets wide tables be scrolled");
        }
    }

    private <T> T result(FutureTask<T> task) throws IOException {
        long beganNs = System.nanoTime();
        long waitMs = FIRST_PROGRESS_MS;
        boolean told = false;
        while (true) {
            try {
                T result = task.get(waitMs, TimeUnit.MILLISECONDS);
                clear(told);
                return result;
            } catch (TimeoutException _) {
                tell((System.nanoTime() - beganNs) / 1_000_000);
                told = true;
                waitMs = NEXT_PROGRESS_MS;
            } catch (ExecutionException e) {
                clear(told);
                throw Failure.rethrown(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                database.cancel();
            }
        }
    }

    private void tell(long elapsedMs) {
        if (isDumb()) {
            return;
        }
        OptionalDouble share = database.progress();
        String percent = share.isPresent() && share.getAsDouble() > 0
                ? String.format(Locale.ROOT, "  %.0f %%", share.getAsDouble() * 100)
                : "";
        terminal.writer()
                .printf(
                        Locale.ROOT,
                        "%srunning  %.1f s%s  Ctrl-C cancels",
                        START_OF_LINE_AND_CLEAR,
                        elapsedMs / MS_PER_SECOND,
                        percent);
        terminal.flush();
    }

    private void clear(boolean told) {
        if (told && !isDumb()) {
            terminal.writer().print(START_OF_LINE_AND_CLEAR);
            terminal.flush();
        }
    }

    private boolean isDumb() {
        return terminal.getType().startsWith(Terminal.TYPE_DUMB);
    }
}
