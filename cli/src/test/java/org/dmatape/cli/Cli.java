// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.dmatape.cli.session.Session;
import org.dmatape.cli.session.StandardStream;

/// Runs whole command lines in this process.
public final class Cli {

    private Cli() {}

    /// What a run left behind.
    ///
    /// @param exitCode what the process would have ended with
    /// @param data what went to standard output
    /// @param messages what went to standard error
    public record Result(int exitCode, ByteArrayOutputStream data, String messages) {

        /// The data as text.
        public String text() {
            return data.toString(StandardCharsets.UTF_8);
        }
    }

    /// Runs one command line with nothing on a terminal and an empty environment.
    public static Result run(String... args) {
        return run(Map.of(), args);
    }

    /// Runs one command line with nothing on a terminal.
    public static Result run(Map<String, String> environment, String... args) {
        return run(environment, "", args);
    }

    /// Runs one command line that reads its standard input.
    public static Result runWithInput(String input, String... args) {
        return run(Map.of(), input, args);
    }

    /// Runs one command line that reads its standard input, which is no text.
    public static Result runWithInput(InputStream input, String... args) {
        return run(Map.of(), input, args);
    }

    /// Runs one command line whose data goes to a terminal without colours.
    ///
    /// @param columns how wide the terminal is
    public static Result onTerminal(int columns, String... args) {
        Map<String, String> environment = Map.of("COLUMNS", Integer.toString(columns), "NO_COLOR", "1");
        return run(environment, InputStream.nullInputStream(), new StandardStream[] {StandardStream.DATA}, args);
    }

    private static Result run(Map<String, String> environment, String input, String... args) {
        return run(environment, new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), args);
    }

    private static Result run(Map<String, String> environment, InputStream input, String... args) {
        return run(environment, input, new StandardStream[0], args);
    }

    private static Result run(
            Map<String, String> environment, InputStream input, StandardStream[] onTerminal, String... args) {
        StandardOutput data = new StandardOutput();
        StringWriter messages = new StringWriter();
        Session session = Session.of(data, new PrintWriter(messages, true), environment, onTerminal)
                .withInput(input);
        int exitCode = Main.run(args, session);
        return new Result(exitCode, data, messages.toString());
    }

    /// Takes nothing any more once it is closed, as that of a process.
    private static final class StandardOutput extends ByteArrayOutputStream {

        private boolean isClosed;

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            if (isClosed) {
                throw new IllegalStateException("written to after it was closed");
            }
            super.write(bytes, offset, length);
        }

        @Override
        public void close() {
            isClosed = true;
        }
    }
}
