// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.instrument;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/// Where a kernel shows itself. The places can be a recorded copy of another machine's.
///
/// @param tracefs the tracing filesystem
/// @param proc the process filesystem
/// @param sys the system filesystem
public record KernelFiles(Path tracefs, Path proc, Path sys) {

    private static final Path TRACEFS = Path.of("sys/kernel/tracing");
    /// Where tracefs is found on systems that mount it nowhere else.
    private static final Path TRACEFS_IN_DEBUGFS = Path.of("sys/kernel/debug/tracing");

    /// The kernel this program runs on.
    public static KernelFiles ofRunningKernel() {
        return under(Path.of("/"));
    }

    /// Whether there is a device of that name on any bus.
    public boolean hasDevice(String name) {
        try (DirectoryStream<Path> buses = Files.newDirectoryStream(sys.resolve("bus"))) {
            for (Path bus : buses) {
                if (Files.exists(bus.resolve("devices").resolve(name), LinkOption.NOFOLLOW_LINKS)) {
                    return true;
                }
            }
            return false;
        } catch (IOException _) {
            return true; // nothing is known of its devices
        }
    }

    /// A kernel whose `/proc` and `/sys` are under that folder.
    public static KernelFiles under(Path root) {
        Path tracefs = root.resolve(TRACEFS);
        Path inDebugfs = root.resolve(TRACEFS_IN_DEBUGFS);
        boolean isMounted = Files.exists(tracefs.resolve("trace_clock")) || !Files.exists(inDebugfs);
        return new KernelFiles(isMounted ? tracefs : inDebugfs, root.resolve("proc"), root.resolve("sys"));
    }
}
