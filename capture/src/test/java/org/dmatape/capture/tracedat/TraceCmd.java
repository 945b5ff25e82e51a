// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.tracedat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/// The installed trace-cmd, as an oracle.
public final class TraceCmd {

    private static final long PATIENCE_SECONDS = 120;
    private static final int ATTEMPTS = 3;

    /// `BUFFER: COMM-PID [CPU] SECONDS.NANOSECONDS: EVENT: ...`
    private static final Pattern EVENT =
            Pattern.compile("\\s*(?:(\\S+):)?\\s*\\S.*-\\d+\\s+\\[(\\d+)\\]\\s+(\\d+)\\.(\\d{9}): (\\S+?):.*");

    private TraceCmd() {}

    /// Whether there is one.
    public static boolean isInstalled() {
        try {
            return run("--version").contains("trace-cmd");
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /// What `trace-cmd report -t` says of every event. Now and then trace-cmd 3.1.6 dies on a big-endian file that it
    /// reads the next time; three times in a row, and there is no oracle for that file.
    static List<RecordedEvent> report(Path file) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            List<RecordedEvent> events = reportOnce(file);
            if (!events.isEmpty()) {
                return events;
            }
        }
        return Assumptions.abort("trace-cmd reported nothing of " + file.getFileName() + ", " + ATTEMPTS + " times");
    }

    private static List<RecordedEvent> reportOnce(Path file) {
        List<RecordedEvent> events = new ArrayList<>();
        run("report", "-t", "-N", "-i", file.toString()).lines().forEach(line -> {
            Matcher matcher = EVENT.matcher(line);
            if (matcher.matches()) {
                String buffer = matcher.group(1) == null ? "" : matcher.group(1);
                long tsNs = Long.parseLong(matcher.group(3)) * 1_000_000_000 + Long.parseLong(matcher.group(4));
                events.add(new RecordedEvent(buffer, Integer.parseInt(matcher.group(2)), tsNs, matcher.group(5), 0));
            }
        });
        return events;
    }

    /// What it prints.
    public static String run(String... arguments) {
        List<String> command = new ArrayList<>(List.of("trace-cmd"));
        command.addAll(List.of(arguments));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while " + command + " ran", e);
        }
    }
}
