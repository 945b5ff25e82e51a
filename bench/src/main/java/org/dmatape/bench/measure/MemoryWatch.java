// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Looks at the memory of a running process now and then. The kernel keeps the peak (VmHWM), so only what it grew by
/// after the last look is missed.
final class MemoryWatch {

    private static final String PEAK = "VmHWM:";
    private static final long BYTES_PER_KIB = 1024;

    private final Path status;
    private long peakRssBytes;

    MemoryWatch(Process process) {
        this.status = Path.of("/proc", Long.toString(process.pid()), "status");
    }

    void look() {
        try {
            peakRssBytes = Math.max(peakRssBytes, peakRssBytes(Files.readString(status)));
        } catch (IOException _) {
            // it ended meanwhile
        }
    }

    long peakRssBytes() {
        return peakRssBytes;
    }

    /// Finds the peak in the text of `/proc/PID/status`; a process that has ended states none.
    static long peakRssBytes(String statusText) {
        return statusText
                .lines()
                .filter(line -> line.startsWith(PEAK))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * BYTES_PER_KIB)
                .findFirst()
                .orElse(0);
    }
}
