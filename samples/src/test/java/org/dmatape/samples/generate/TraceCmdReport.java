// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The output of `trace-cmd report`, the oracle for what a trace.dat holds.
record TraceCmdReport(List<String> lines) {

    private static final int HEADER_BYTES = 40;
    /// Exit codes from here on mean death by a signal: now and then trace-cmd 3.1.6 dies on a big-endian file.
    private static final int DIED = 128;
    private static final int ATTEMPTS = 3;

    private static final Pattern EVENT_LINE =
            Pattern.compile("^.*\\s\\[(\\d+)\\](?:\\s\\S*)?\\s+[\\d.]+:\\s+(\\w+):(?:\\s+(.*))?$");
    private static final Pattern LOSS_LINE = Pattern.compile("^.*CPU:(\\d+) \\[(\\d+ )?EVENTS DROPPED\\].*$");

    static TraceCmdReport of(Path file, String... options) throws IOException, InterruptedException {
        assumeTrue(isInstalled(), "trace-cmd is not installed: nothing to compare with");
        assumeTrue(
                !isCompressedWithZlib(file) || supportsZlib(),
                "this trace-cmd was built without zlib: it cannot read it");
        Path output = Files.createTempFile("trace-cmd", ".txt");
        try {
            List<String> command = Stream.concat(
                            Stream.of("trace-cmd", "report"),
                            Stream.concat(Stream.of(options), Stream.of("-i", file.toString())))
                    .toList();
            int exitCode = DIED;
            for (int attempt = 0; attempt < ATTEMPTS && exitCode >= DIED; attempt++) {
                exitCode = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start()
                        .waitFor();
            }
            assumeTrue(exitCode < DIED, "trace-cmd died on " + file.getFileName() + ", " + ATTEMPTS + " times");
            List<String> lines = Files.readAllLines(output, StandardCharsets.ISO_8859_1);
            if (exitCode != 0) {
                throw new AssertionError("trace-cmd cannot read " + file + ": " + lines);
            }
            return new TraceCmdReport(lines);
        } finally {
            Files.delete(output);
        }
    }

    private static boolean isCompressedWithZlib(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(HEADER_BYTES), StandardCharsets.ISO_8859_1).contains("zlib");
        }
    }

    private static boolean supportsZlib() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("trace-cmd", "list", "-c")
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0 && output.contains("zlib");
    }

    private static boolean isInstalled() {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "trace-cmd")));
    }

    /// Events by name, without system.
    Map<String, Long> eventsByName() {
        Map<String, Long> counts = new TreeMap<>();
        for (String line : lines) {
            Matcher matcher = EVENT_LINE.matcher(line);
            if (matcher.matches()) {
                counts.merge(matcher.group(2), 1L, Long::sum);
            }
        }
        return counts;
    }

    /// Losses by CPU: how often, and how many events as far as it is known.
    Map<Integer, String> lossesByCpu() {
        Map<Integer, String> losses = new TreeMap<>();
        for (String line : lines) {
            Matcher matcher = LOSS_LINE.matcher(line);
            if (matcher.matches()) {
                String count = matcher.group(2) == null ? "?" : matcher.group(2).strip();
                losses.merge(Integer.valueOf(matcher.group(1)), count, (a, b) -> a + "," + b);
            }
        }
        return losses;
    }

    /// The events a truth speaks of, without system.
    static Map<String, Long> byName(Map<String, Long> eventsBySystemAndName) {
        Map<String, Long> counts = new TreeMap<>();
        eventsBySystemAndName.forEach(
                (name, count) -> counts.merge(name.substring(name.indexOf(':') + 1), count, Long::sum));
        return counts;
    }
}
