// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.session;

import java.io.BufferedWriter;
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
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/// What one run of the program has to itself. Tests make their own and so run the whole program in their process.
///
/// @param data where answers go: standard output; bytes, because an answer may be Arrow
/// @param messages where everything else goes: standard error
/// @param input standard input
/// @param environment the environment variables
/// @param onTerminal the streams a person sits at
/// @param screen the terminal that the data goes to; without limits where it goes elsewhere
public record Session(
        OutputStream data,
        PrintWriter messages,
        InputStream input,
        Map<String, String> environment,
        Set<StandardStream> onTerminal,
        Screen screen) {

    /// Set by the launcher, which can ask the shell for nothing: which of the streams 0, 1 and 2 are terminals.
    private static final String TERMINALS_PROPERTY = "dmatape.terminals";

    /// Set by the launcher: how wide the terminal behind stream 1 is, if it is one.
    private static final String COLUMNS_PROPERTY = "dmatape.columns";

    private static final int TEXT_BUFFER_CHARS = 1 << 16;

    /// Copies the set.
    public Session {
        onTerminal = Set.copyOf(onTerminal);
    }

    /// A session without input, whose terminal has the width that the variable COLUMNS says, or lines of any length.
    ///
    /// @param onTerminal the streams a person sits at
    public static Session of(
            OutputStream data, PrintWriter messages, Map<String, String> environment, StandardStream... onTerminal) {
        Set<StandardStream> terminals = Set.of(onTerminal);
        Screen screen = terminals.contains(StandardStream.DATA) ? Screen.of(environment, () -> 0) : Screen.unlimited();
        return new Session(data, messages, InputStream.nullInputStream(), environment, terminals, screen);
    }

    /// The session of this process.
    public static Session ofProcess() {
        Set<StandardStream> terminals = terminals(System.getProperty(TERMINALS_PROPERTY, ""));
        int columns = Screen.number(System.getProperty(COLUMNS_PROPERTY, ""));
        return new Session(
                new FileOutputStream(FileDescriptor.out),
                new PrintWriter(
                        new OutputStreamWriter(new FileOutputStream(FileDescriptor.err), StandardCharsets.UTF_8), true),
                new FileInputStream(FileDescriptor.in),
                System.getenv(),
                terminals,
                terminals.contains(StandardStream.DATA)
                        ? Screen.of(System.getenv(), () -> columns)
                        : Screen.unlimited());
    }

    private static Set<StandardStream> terminals(String descriptors) {
        Set<StandardStream> terminals = EnumSet.noneOf(StandardStream.class);
        for (StandardStream stream : StandardStream.values()) {
            if (descriptors.contains(Integer.toString(stream.descriptor()))) {
                terminals.add(stream);
            }
        }
        return terminals;
    }

    /// The same with the data going elsewhere, where nobody reads it as it comes.
    public Session withData(OutputStream elsewhere) {
        return new Session(
                elsewhere, messages, input, environment, onTerminalBut(StandardStream.DATA), Screen.unlimited());
    }

    /// The same with the data going to the same screen by a pager.
    public Session withPager(OutputStream pager) {
        return new Session(pager, messages, input, environment, onTerminal, screen);
    }

    /// The same with the data on another screen.
    public Session withScreen(Screen other) {
        return new Session(data, messages, input, environment, onTerminal, other);
    }

    /// The same with the input coming from elsewhere, where nobody types it.
    public Session withInput(InputStream elsewhere) {
        return new Session(data, messages, elsewhere, environment, onTerminalBut(StandardStream.INPUT), screen);
    }

    private Set<StandardStream> onTerminalBut(StandardStream other) {
        Set<StandardStream> streams = EnumSet.noneOf(StandardStream.class);
        streams.addAll(onTerminal);
        streams.remove(other);
        return streams;
    }

    /// Whether a person reads the data as it comes.
    public boolean dataOnTerminal() {
        return onTerminal.contains(StandardStream.DATA);
    }

    /// Whether a person reads the messages as they come.
    public boolean messagesOnTerminal() {
        return onTerminal.contains(StandardStream.MESSAGES);
    }

    /// Whether a person types the input.
    public boolean inputOnTerminal() {
        return onTerminal.contains(StandardStream.INPUT);
    }

    /// Whether somebody sits there who types and reads.
    public boolean isInteractive() {
        return inputOnTerminal() && dataOnTerminal();
    }

    /// Styles for the data, plain unless it goes to a terminal.
    public Styles dataStyles() {
        return new Styles(dataOnTerminal() && coloursWelcome(), screen);
    }

    /// Styles for the messages, plain unless they go to a terminal.
    public Styles messageStyles() {
        return new Styles(messagesOnTerminal() && coloursWelcome(), Screen.unlimited());
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
