// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.shell;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.dmatape.cli.output.TerminalText;
import org.jline.builtins.Less;
import org.jline.builtins.Source;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;

/// Shows text as it is when it fits the screen, and page by page when it does not. A thread of its own writes
/// the text, as far as it is read.
///
/// @param terminal the screen
record Pager(Terminal terminal) {

    private static final int PIPE_BYTES = 1 << 16;
    private static final int PROMPT_LINES = 2;
    private static final String KEYS = "space, arrows: move   /: search   q: back to the prompt";

    /// Something that writes text.
    interface Text {

        /// Writes it as UTF-8.
        void write(OutputStream output) throws IOException;
    }

    void show(Text text) throws IOException {
        PipedInputStream screen = new PipedInputStream(PIPE_BYTES);
        PipedOutputStream pipe = new PipedOutputStream(screen);
        FutureTask<Boolean> writing = new FutureTask<>(() -> {
            try (pipe) {
                text.write(pipe);
            }
            return true;
        });
        Thread.ofPlatform().daemon().name("pager").start(writing);
        boolean readToEnd;
        try (screen) {
            readToEnd = read(screen);
        }
        finish(writing, readToEnd);
    }

    /// @return false when the reader left before the end, which the writer takes for a broken pipe
    private boolean read(InputStream text) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        if (fits(text, head)) {
            terminal.output().write(head.toByteArray());
            terminal.output().flush();
            return true;
        }
        Less less = new Less(terminal, Path.of(""));
        less.chopLongLines = true;
        less.quiet = true;
        InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head.toByteArray()), text);
        try {
            less.run(new Source.InputStreamSource(whole, false, KEYS));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    /// Reads until the text ends or the screen is full.
    private boolean fits(InputStream text, ByteArrayOutputStream head) throws IOException {
        int linesLeft = terminal.getSize().getRows() - PROMPT_LINES;
        int lineStart = 0;
        for (int next = text.read(); next >= 0; next = text.read()) {
            head.write(next);
            if (next == '\n') {
                byte[] line = head.toByteArray();
                linesLeft--;
                if (linesLeft <= 0 || isWide(line, lineStart)) {
                    return false;
                }
                lineStart = line.length;
            }
        }
        return true;
    }

    private boolean isWide(byte[] text, int lineStart) {
        String line = new String(text, lineStart, text.length - 1 - lineStart, StandardCharsets.UTF_8);
        return TerminalText.width(AttributedString.stripAnsi(line))
                > terminal.getSize().getColumns();
    }

    private static void finish(FutureTask<Boolean> writing, boolean readToEnd) throws IOException {
        try {
            writing.get();
        } catch (ExecutionException e) {
            if (readToEnd || !(e.getCause() instanceof IOException)) {
                throw Failure.rethrown(e);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
