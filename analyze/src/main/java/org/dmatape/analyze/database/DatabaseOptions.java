// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.database;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Optional;

/// Limits of a session over a tape.
///
/// @param memoryLimitBytes what DuckDB may take before it spills to disk
/// @param threads threads DuckDB may use
/// @param temporaryFolder where the private folder for spilled data is made
/// @param access what SQL may reach beyond the tape
/// @param keptFile where the database stays when the session is over; empty: nothing stays
public record DatabaseOptions(
        long memoryLimitBytes, int threads, Path temporaryFolder, Access access, Optional<Path> keptFile) {

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

    /// All processors, at most 6 GiB or 60 % of the machine's memory, the system's temporary folder, no
    /// access to anything but the tape.
    public static DatabaseOptions defaults() {
        return new DatabaseOptions(
                Math.min(DEFAULT_MEMORY_LIMIT_BYTES, machineMemoryBytes() / 10 * 6),
                Runtime.getRuntime().availableProcessors(),
                Path.of(System.getProperty("java.io.tmpdir")),
                Access.TAPE_ONLY,
                Optional.empty());
    }

    /// The same with another memory limit.
    public DatabaseOptions withMemoryLimitBytes(long bytes) {
        return new DatabaseOptions(bytes, threads, temporaryFolder, access, keptFile);
    }

    /// The same with another number of threads.
    public DatabaseOptions withThreads(int count) {
        return new DatabaseOptions(memoryLimitBytes, count, temporaryFolder, access, keptFile);
    }

    /// The same, spilling below another folder.
    public DatabaseOptions withTemporaryFolder(Path folder) {
        return new DatabaseOptions(memoryLimitBytes, threads, folder, access, keptFile);
    }

    /// The same with more or less that SQL may reach.
    public DatabaseOptions withAccess(Access wanted) {
        return new DatabaseOptions(memoryLimitBytes, threads, temporaryFolder, wanted, keptFile);
    }

    /// The same, kept in a file that does not exist yet.
    public DatabaseOptions withKeptFile(Path file) {
        return new DatabaseOptions(memoryLimitBytes, threads, temporaryFolder, access, Optional.of(file));
    }

    private static long machineMemoryBytes() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : DEFAULT_MEMORY_LIMIT_BYTES;
    }
}
