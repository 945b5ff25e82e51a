// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.database;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;

/// Limits of a session over a tape.
///
/// @param memoryLimitBytes what DuckDB may take before it spills to disk
/// @param threads threads DuckDB may use
/// @param temporaryFolder where the private folder for spilled data is made
/// @param externalAccess true lets SQL read and write files; ad hoc SQL must not unless the user asked
/// for it
public record DatabaseOptions(long memoryLimitBytes, int threads, Path temporaryFolder, boolean externalAccess) {

    private static final long DEFAULT_MEMORY_LIMIT_BYTES = 6L << 30;

    /// All processors, at most 6 GiB or 60 % of the machine's memory, the system's temporary folder, no
    /// external access.
    public static DatabaseOptions defaults() {
        return new DatabaseOptions(
                Math.min(DEFAULT_MEMORY_LIMIT_BYTES, machineMemoryBytes() / 10 * 6),
                Runtime.getRuntime().availableProcessors(),
                Path.of(System.getProperty("java.io.tmpdir")),
                false);
    }

    /// The same with another memory limit.
    public DatabaseOptions withMemoryLimitBytes(long bytes) {
        return new DatabaseOptions(bytes, threads, temporaryFolder, externalAccess);
    }

    /// The same with another number of threads.
    public DatabaseOptions withThreads(int count) {
        return new DatabaseOptions(memoryLimitBytes, count, temporaryFolder, externalAccess);
    }

    /// The same, with or without access to files.
    public DatabaseOptions withExternalAccess(boolean allowed) {
        return new DatabaseOptions(memoryLimitBytes, threads, temporaryFolder, allowed);
    }

    private static long machineMemoryBytes() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : DEFAULT_MEMORY_LIMIT_BYTES;
    }
}
