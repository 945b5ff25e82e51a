// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.bench.measure;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs programs one at a time and watches what they take.
public final class ProcessRunner {

    private static final int LOOK_EVERY_MS = 5;
    private static final int SHOWN_LINES = 5;

    private final Path messages;
    private final ChildTime childTime = new ChildTime();

    /// Keeps what programs say on standard error in a file of that folder, until the next one runs.
    public ProcessRunner(Path folder) {
        this.messages = folder.resolve("standard-error.txt");
    }

    /// Runs a program and throws away what it prints.
    public ProcessFigures run(Command command) {
        return run(command, Redirect.DISCARD);
    }

    /// Runs a program whose output goes into a file.
    public ProcessFigures run(Command command, Path output) {
        return run(command, Redirect.to(output.toFile()));
    }

    private ProcessFigures run(Command command, Redirect output) {
        try {
            long cpuBeforeNs = childTime.totalNs();
            long beginNs = System.nanoTime();
            Process process = new ProcessBuilder(command.words())
                    .redirectOutput(output)
                    .redirectError(messages.toFile())
                    .start();
            MemoryWatch watch = new MemoryWatch(process);
            while (!process.waitFor(LOOK_EVERY_MS, TimeUnit.MILLISECONDS)) {
                watch.look();
            }
            long wallNs = System.nanoTime() - beginNs;
            requireAccepted(command, process.exitValue());
            return new ProcessFigures(wallNs, childTime.totalNs() - cpuBeforeNs, watch.peakRssBytes());
        } catch (IOException e) {
            throw new MeasurementException(command.line() + ": cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MeasurementException(command.line() + ": interrupted", e);
        }
    }

    private void requireAccepted(Command command, int exitCode) throws IOException {
        if (command.acceptedExitCodes().contains(exitCode)) {
            return;
        }
        List<String> lines = new String(Files.readAllBytes(messages), StandardCharsets.UTF_8)
                .lines()
                .toList();
        String said = String.join("; ", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
        throw new MeasurementException(command.line() + ": exit code " + exitCode + ": " + said);
    }
}
