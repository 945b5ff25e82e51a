// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.dmatape.cli.ChildJava;
import org.dmatape.cli.Main;

/// A command line in a process of its own, which can be killed.
///
/// @param process the process
/// @param output what it prints
record DmatapeProcess(Process process, Path output) {

    /// For a machine that is busy with other things.
    private static final long PATIENCE_MINUTES = 5;

    /// Starts one.
    ///
    /// @param folder where what it prints is kept
    static DmatapeProcess start(Path folder, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = ChildJava.command(Main.class, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(folder, "dmatape-", ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        return new DmatapeProcess(builder.start(), output);
    }

    /// Waits for its end.
    ///
    /// @return its exit code
    int exitCode() {
        try {
            return process.onExit()
                    .orTimeout(PATIENCE_MINUTES, TimeUnit.MINUTES)
                    .join()
                    .exitValue();
        } catch (CompletionException tooLong) {
            process.destroyForcibly();
            throw new AssertionError(
                    "it did not end: " + process.info().commandLine().orElse(""), tooLong);
        }
    }

    /// Kills it without warning, unless it ends before.
    void killAfter(long livesNs) throws InterruptedException {
        if (!process.waitFor(livesNs, TimeUnit.NANOSECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    /// What it printed.
    String printed() throws IOException {
        return Files.readString(output, StandardCharsets.UTF_8);
    }
}
