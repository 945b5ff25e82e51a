// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.tracedat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.dmatape.capture.importing.ImportProgress;
import org.dmatape.capture.importing.ImportRequest;
import org.dmatape.capture.importing.TapeImporter;
import org.dmatape.capture.recording.RecordingException;

/// Imports each of the bombs of a folder in a process of its own, and prints what it took.
public final class BombReader {

    private static final Path STATUS = Path.of("/proc/self/status");
    /// Writing 5 to it makes the highest size of the process that of now.
    private static final Path CLEAR = Path.of("/proc/self/clear_refs");

    private BombReader() {}

    /// @param arguments the folder
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        for (Bomb bomb : Bomb.values()) {
            Path file = bomb.file(folder);
            System.gc(); // what the one before left is not of this one
            Files.writeString(CLEAR, "5");
            long beforeKib = sizeKib("VmRSS");
            long beganNs = processorTimeNs();
            String outcome = outcome(file, folder.resolve(bomb + ".tape"));
            System.out.println(new BombCost(
                            bomb,
                            Files.size(file),
                            TimeUnit.NANOSECONDS.toMillis(processorTimeNs() - beganNs),
                            (sizeKib("VmHWM") - beforeKib) >> 10,
                            outcome)
                    .line());
        }
    }

    private static String outcome(Path file, Path tape) {
        try {
            return TapeImporter.run(
                                    ImportRequest.of(file, tape)
                                            .withSalvage(true)
                                            .withThreads(1),
                                    ImportProgress.NONE)
                            .events()
                    + " events";
        } catch (RecordingException refused) {
            return "refused: " + refused.getMessage();
        }
    }

    private static long processorTimeNs() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static long sizeKib(String field) {
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith(field + ":"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
