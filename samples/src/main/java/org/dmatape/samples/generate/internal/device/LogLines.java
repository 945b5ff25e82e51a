// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.device;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;
import org.dmatape.samples.generate.DeviceLog;

/// The lines of the log on their way into the file, sorted by time: what a device will do is known when a
/// driver asks for it, and written when no CPU can ask for anything earlier. So no more lines are kept than
/// buffers are in flight.
///
///     PID@SECONDS.MICROSECONDS:event arguments
public final class LogLines implements AutoCloseable {

    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final long NS_PER_MICROSECOND = 1_000L;
    private static final int MICROSECOND_DIGITS = 6;

    private final DeviceLog log;
    private final Path unfinished;
    private final OutputStream out;
    private final PriorityQueue<Line> waiting =
            new PriorityQueue<>(Comparator.comparingLong(Line::atNs).thenComparingLong(Line::number));
    private final StringBuilder text = new StringBuilder();
    private long added;
    private long written;

    private record Line(long atNs, long number, DeviceThread thread, String event, BooleanSupplier condition) {}

    public LogLines(DeviceLog log) throws IOException {
        this.log = log;
        unfinished = log.file().toAbsolutePath().resolveSibling("." + log.file().getFileName() + ".part");
        out = new BufferedOutputStream(Files.newOutputStream(unfinished));
    }

    /// Adds a line.
    ///
    /// @param atNs when, on the driver's clock; not before the last [#writeUntil(long)]
    void add(long atNs, DeviceThread thread, String event) {
        addIf(() -> true, atNs, thread, event);
    }

    /// Adds a line that is written only if the condition holds when its time has come.
    void addIf(BooleanSupplier condition, long atNs, DeviceThread thread, String event) {
        waiting.add(new Line(atNs, added++, thread, event, condition));
    }

    /// Writes what happens before a moment: nothing earlier will be added.
    public void writeUntil(long ns) {
        while (!waiting.isEmpty() && waiting.peek().atNs() < ns) {
            write(waiting.remove());
        }
    }

    /// Writes the rest and puts the log in its place.
    public void finish() throws IOException {
        writeUntil(Long.MAX_VALUE);
        out.close();
        Files.move(unfinished, log.file(), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /// Lines written so far.
    public long written() {
        return written;
    }

    @Override
    public void close() throws IOException {
        out.close();
        Files.deleteIfExists(unfinished);
    }

    private void write(Line line) {
        if (!line.condition().getAsBoolean()) {
            return;
        }
        written++;
        long deviceNs = log.deviceNs(line.atNs());
        text.setLength(0);
        text.append(line.thread().id()).append('@').append(deviceNs / NS_PER_SECOND);
        text.append('.');
        String microseconds = Long.toString(deviceNs % NS_PER_SECOND / NS_PER_MICROSECOND);
        text.repeat('0', MICROSECOND_DIGITS - microseconds.length()).append(microseconds);
        text.append(':').append(line.event()).append('\n');
        try {
            out.write(text.toString().getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the device's log", e);
        }
    }
}
