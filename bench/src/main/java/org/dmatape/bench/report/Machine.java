// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The machine a run was made on. What cannot be found out is `unknown`.
///
/// @param processor model of the processor
/// @param processors how many of them
/// @param memoryBytes memory
/// @param kernel release of the kernel
/// @param system distribution
/// @param java version of the Java that ran everything
public record Machine(String processor, int processors, long memoryBytes, String kernel, String system, String java) {

    private static final String UNKNOWN = "unknown";
    private static final long BYTES_PER_KIB = 1024;

    /// This machine.
    public static Machine current() {
        return new Machine(
                find("/proc/cpuinfo", "model name\\s*: (.*)").orElse(UNKNOWN),
                Runtime.getRuntime().availableProcessors(),
                find("/proc/meminfo", "MemTotal:\\s*(\\d+) kB")
                                .map(Long::parseLong)
                                .orElse(0L)
                        * BYTES_PER_KIB,
                find("/proc/sys/kernel/osrelease", "(.+)").orElse(UNKNOWN),
                find("/etc/os-release", "PRETTY_NAME=\"(.*)\"").orElse(UNKNOWN),
                Runtime.version().toString());
    }

    /// The load of the last minute: what else was running, this run included.
    public static double load() {
        return find("/proc/loadavg", "^(\\S+)").map(Double::parseDouble).orElse(Double.NaN);
    }

    private static Optional<String> find(String file, String pattern) {
        try {
            Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(Path.of(file)));
            return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
