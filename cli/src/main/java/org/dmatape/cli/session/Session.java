// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.session;

import java.io.BufferedWriter;
import java.io.ByteArrayInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// What one run of the program has to itself. Tests make their own and so run the whole program in their process.
///
/// @param data where answers go: standard output; bytes, because an answer may be Arrow
/// @param messages where everything else goes: standard error
/// @param environment the environment variables
/// @param dataOnTerminal whether a person reads the data as it comes
/// @param messagesOnTerminal whether a person reads the messages as they come
/// @param input standard input
/// @param inputOnTerminal whether a person types the input
/// @param screen the terminal that the data goes to; without limits where it goes elsewhere
public record Session(
        OutputStream data,
        PrintWriter messages,
        Map<String, String> environment,
        boolean dataOnTerminal,
        boolean messagesOnTerminal,
        InputStream input,
        boolean inputOnTerminal,
        Screen screen) {

    /// Set by the launcher, which can ask the shell for nothing: which of the streams 0, 1 and 2 are terminals.
    private static final String TERMINALS_PROPERTY = "dmatape.terminals";

    /// Set by the launcher: how wide the terminal behind stream 1 is, if it is one.
    private static final String COLUMNS_PROPERTY = "dmatape.columns";

    private static final int TEXT_BUFFER_CHARS = 1 << 16;

    /// A session without input.
    public Session(
            OutputStream data,
            PrintWriter messages,
            Map<String, String> environment,
            boolean dataOnTerminal,
            boolean messagesOnTerminal) {
        this(data, messages, environment, dataOnTerminal, messagesOnTerminal, InputStream.nullInputStream(), false);
    }

    /// A session whose terminal has the width that the variable COLUMNS says, or lines of any length.
    public Session(
            OutputStream data,
            PrintWriter messages,
            Map<String, String> environment,
            boolean dataOnTerminal,
            boolean messagesOnTerminal,
            InputStream input,
            boolean inputOnTerminal) {
        this(
                data,
                messages,
                environment,
                dataOnTerminal,
                messagesOnTerminal,
                input,
                inputOnTerminal,
                dataOnTerminal ? Screen.of(environment, () -> 0) : Screen.unlimited());
    }

    /// The session of this process.
    public static Session ofProcess() {
        String terminals = System.getProperty(TERMINALS_PROPERTY, "");
        boolean dataOnTerminal = terminals.contains("1");
        int columns = Screen.number(System.getProperty(COLUMNS_PROPERTY, ""));
        return new Session(
                new FileOutputStream(FileDescriptor.out),
                new PrintWriter(
                        new OutputStreamWriter(new FileOutputStream(FileDescriptor.err), StandardCharsets.UTF_8), true),
                System.getenv(),
                dataOnTerminal,
                terminals.contains("2"),
                new FileInputStream(FileDescriptor.in),
                terminals.contains("0"),
                dataOnTerminal ? Screen.of(System.getenv(), () -> columns) : Screen.unlimited());
    }

    /// The same with the data going elsewhere.
    public Session withData(OutputStream elsewhere, boolean onTerminal) {
        Screen seen = onTerminal ? screen : Screen.unlimited();
        return new Session(
                elsewhere, messages, environment, onTerminal, messagesOnTerminal, input, inputOnTerminal, seen);
    }

    /// The same with the data on another screen.
    public Session withScreen(Screen other) {
        return new Session(
                data, messages, environment, dataOnTerminal, messagesOnTerminal, input, inputOnTerminal, other);
    }

    /// The same with the input coming from a text.
    public Session withInput(String text) {
        InputStream typed = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        return new Session(data, messages, environment, dataOnTerminal, messagesOnTerminal, typed, false, screen);
    }

    /// Whether somebody sits there who types and reads.
    public boolean isInteractive() {
        return inputOnTerminal && dataOnTerminal;
    }

    /// Styles for the data, plain unless it goes to a terminal.
    public Styles dataStyles() {
        return new Styles(dataOnTerminal && coloursWelcome(), screen);
    }

    /// Styles for the messages, plain unless they go to a terminal.
    public Styles messageStyles() {
        return new Styles(messagesOnTerminal && coloursWelcome(), Screen.unlimited());
    }

    /// The data stream for a writer that closes what it wrote to: closing flushes it and leaves the stream open, for
    /// the answer that may come next.
    public OutputStream dataThatStays() {
        return new StaysOpen(data);
    }

    /// The data stream as UTF-8 text. Closing the writer flushes it and leaves the stream open. Unlike a
    /// `PrintWriter` it says when nobody takes the data any more.
    public Writer dataText() {
        return new BufferedWriter(new OutputStreamWriter(dataThatStays(), StandardCharsets.UTF_8), TEXT_BUFFER_CHARS);
    }

    /// Whether writing failed because nobody reads the data any more (`dmatape query ... | head`), which is no failure.
    public static boolean isReaderGone(IOException failure) {
        return "Broken pipe".equals(failure.getMessage());
    }

    private boolean coloursWelcome() {
        return environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "").equals("dumb");
    }
}
