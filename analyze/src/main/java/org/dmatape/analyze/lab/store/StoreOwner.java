// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The process that writes a store. A process id is used again after its process has died, so the time at which the
/// process began belongs to it.
///
/// ```text
/// 4711
/// lab1
/// 2026-11-22T04:00:00.120Z
/// ```
///
/// @param pid its id
/// @param host the machine it runs on
/// @param startedAt when it began; the epoch where the system does not say
public record StoreOwner(long pid, String host, Instant startedAt) {

    /// The kernel counts in ticks of 10 ms, and the clock they are added to may have been set since.
    private static final Duration START_TOLERANCE = Duration.ofSeconds(2);

    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");
    private static final int LINES = 3;

    /// This process.
    public static StoreOwner thisProcess() {
        ProcessHandle process = ProcessHandle.current();
        return new StoreOwner(process.pid(), hostName(), startOf(process));
    }

    /// Whether that process runs on this machine.
    public boolean isAliveHere() {
        return isOfThisHost()
                && ProcessHandle.of(pid)
                        .filter(ProcessHandle::isAlive)
                        .map(StoreOwner::startOf)
                        .filter(start ->
                                Duration.between(start, startedAt).abs().compareTo(START_TOLERANCE) <= 0)
                        .isPresent();
    }

    /// Whether that process runs, or ran, on this machine.
    public boolean isOfThisHost() {
        return host.equals(hostName());
    }

    /// For messages.
    @Override
    public String toString() {
        return "process " + pid + " of " + host + ", which began at " + startedAt;
    }

    String text() {
        return pid + "\n" + host + "\n" + startedAt + "\n";
    }

    /// The owner a text names; empty when it names none.
    static Optional<StoreOwner> parse(String text) {
        String[] lines = text.split("\n", -1);
        if (lines.length < LINES) {
            return Optional.empty();
        }
        try {
            return Optional.of(new StoreOwner(Long.parseLong(lines[0]), lines[1], Instant.parse(lines[2])));
        } catch (NumberFormatException | DateTimeException cutOff) {
            return Optional.empty();
        }
    }

    private static Instant startOf(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH);
    }

    private static String hostName() {
        try {
            return Files.readString(HOST_NAME, StandardCharsets.UTF_8).strip();
        } catch (IOException notLinux) {
            return Optional.ofNullable(System.getenv("HOSTNAME")).orElse("localhost");
        }
    }
}
