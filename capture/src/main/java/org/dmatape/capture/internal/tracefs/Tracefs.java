// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.tracefs;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.dmatape.capture.live.RecordException;

/// The mounted tracefs, for reading.
///
/// @param root where it is mounted
public record Tracefs(Path root) {

    private static final List<Path> USUAL =
            List.of(Path.of("/sys/kernel/tracing"), Path.of("/sys/kernel/debug/tracing"));
    private static final String INSTANCES = "instances";

    /// The tracefs of this machine.
    ///
    /// @throws RecordException when there is none we may use
    public static Tracefs ofThisMachine() {
        for (Path root : USUAL) {
            Tracefs candidate = new Tracefs(root);
            if (candidate.isUsable()) {
                return candidate;
            }
        }
        if (!"root".equals(System.getProperty("user.name")) && !Files.isReadable(USUAL.getFirst())) {
            throw RecordException.machine("recording needs root: " + USUAL.getFirst() + " cannot be read by "
                    + System.getProperty("user.name") + "; run it with sudo");
        }
        throw RecordException.machine("there is no tracefs at " + USUAL.getFirst()
                + ": mount it with 'mount -t tracefs nodev /sys/kernel/tracing', or boot a kernel with CONFIG_TRACING; a"
                + " kernel that is locked down does not allow it");
    }

    private boolean isUsable() {
        return Files.isWritable(root.resolve("tracing_on")) && Files.isDirectory(root.resolve(INSTANCES));
    }

    /// Names of all instances.
    public List<String> instances() {
        try (Stream<Path> folders = Files.list(root.resolve(INSTANCES))) {
            return folders.map(folder -> String.valueOf(folder.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException cause) {
            throw RecordException.machine("cannot list " + root.resolve(INSTANCES) + ": " + cause.getMessage());
        }
    }

    /// The file new probes are written to: `dynamic_events`, or `kprobe_events` on kernels that have only that.
    public String probesFile() {
        return Files.exists(root.resolve("dynamic_events")) ? "dynamic_events" : "kprobe_events";
    }

    /// Definitions of all probes there are; none on kernels without probes.
    public List<String> probes() {
        Path file = root.resolve(probesFile());
        return Files.exists(file) ? read(file).lines().toList() : List.of();
    }

    /// Whether the kernel has that tracepoint.
    public boolean hasEvent(String system, String name) {
        return Files.exists(root.resolve("events/" + system + "/" + name));
    }

    /// The text of a file below the root.
    public String text(String file) {
        return read(root.resolve(file));
    }

    /// Some of the files can only be read in one go from their beginning, so the reads are large.
    private static String read(Path file) {
        try (InputStream in = new FileInputStream(file.toFile())) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException cause) {
            throw RecordException.machine("cannot read " + file + ": " + cause.getMessage());
        }
    }
}
