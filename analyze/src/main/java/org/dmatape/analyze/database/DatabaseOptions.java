// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.database;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Limits of a session over a tape.
///
/// @param memoryLimitBytes what DuckDB may take before it spills to disk
/// @param threads threads DuckDB may use
/// @param temporaryFolder where the private folder for spilled data is made
/// @param temporaryLimitBytes how large that folder may become
/// @param access what SQL may reach beyond the tape
/// @param keptFile where the database stays when the session is over; empty: nothing stays
/// @param timeout the most time one answer may take; empty: as long as it takes
public record DatabaseOptions(
        long memoryLimitBytes,
        int threads,
        Path temporaryFolder,
        long temporaryLimitBytes,
        Access access,
        Optional<Path> keptFile,
        Optional<Duration> timeout) {

    /// What SQL may reach beyond the tape. Whatever somebody pasted in from somewhere must not, unless the user
    /// asked for it.
    public enum Access {
        /// Nothing: no file, no extension, no setting.
        TAPE_ONLY,
        /// Files can be read and written.
        FILES,
        /// Whatever DuckDB can do: files, extensions, settings.
        EVERYTHING
    }

    private static final long DEFAULT_MEMORY_LIMIT_BYTES = 6L << 30;

    /// What is left of a disk belongs to others as well.
    private static final int FREE_SPACE_DIVISOR = 2;

    /// All processors, at most 6 GiB or 60 % of the machine's memory, half of what is free in the system's temporary
    /// folder, no access to anything but the tape, and as much time as it takes.
    public static DatabaseOptions defaults() {
        Path temporaryFolder = Path.of(System.getProperty("java.io.tmpdir"));
        return new DatabaseOptions(
                Math.min(DEFAULT_MEMORY_LIMIT_BYTES, machineMemoryBytes() / 10 * 6),
                Runtime.getRuntime().availableProcessors(),
                temporaryFolder,
                temporaryFolder.toFile().getUsableSpace() / FREE_SPACE_DIVISOR,
                Access.TAPE_ONLY,
                Optional.empty(),
                Optional.empty());
    }

    /// The same with another memory limit.
    public DatabaseOptions withMemoryLimitBytes(long bytes) {
        return new DatabaseOptions(bytes, threads, temporaryFolder, temporaryLimitBytes, access, keptFile, timeout);
    }

    /// The same with another number of threads.
    public DatabaseOptions withThreads(int count) {
        return new DatabaseOptions(
                memoryLimitBytes, count, temporaryFolder, temporaryLimitBytes, access, keptFile, timeout);
    }

    /// The same, spilling below another folder, of which it may take half of what is free.
    public DatabaseOptions withTemporaryFolder(Path folder) {
        return withTemporaryFolder(folder, folder.toFile().getUsableSpace() / FREE_SPACE_DIVISOR);
    }

    /// The same with more or less that SQL may reach.
    public DatabaseOptions withAccess(Access wanted) {
        return new DatabaseOptions(
                memoryLimitBytes, threads, temporaryFolder, temporaryLimitBytes, wanted, keptFile, timeout);
    }

    /// The same, kept in a file that does not exist yet.
    public DatabaseOptions withKeptFile(Path file) {
        return new DatabaseOptions(
                memoryLimitBytes, threads, temporaryFolder, temporaryLimitBytes, access, Optional.of(file), timeout);
    }

    /// The same with another temporary folder, and how large what is written there may become.
    public DatabaseOptions withTemporaryFolder(Path folder, long limitBytes) {
        return new DatabaseOptions(memoryLimitBytes, threads, folder, limitBytes, access, keptFile, timeout);
    }

    /// The same with a limit on the time of an answer.
    public DatabaseOptions withTimeout(Optional<Duration> limit) {
        return new DatabaseOptions(
                memoryLimitBytes, threads, temporaryFolder, temporaryLimitBytes, access, keptFile, limit);
    }

    private static long machineMemoryBytes() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : DEFAULT_MEMORY_LIMIT_BYTES;
    }
}
