// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.tracefs;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.dmatape.capture.live.RecordException;

/// Does it to the running kernel.
///
/// @param root where tracefs is mounted
public record KernelControl(Path root) implements TracefsControl {

    @Override
    public void write(String file, String text) {
        put(file, text, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
    }

    @Override
    public void append(String file, String line) {
        put(file, line, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }

    @Override
    public void makeFolder(String folder) {
        try {
            Files.createDirectory(root.resolve(folder));
        } catch (IOException cause) {
            throw refused("cannot make " + root.resolve(folder), cause);
        }
    }

    @Override
    public void removeFolder(String folder) {
        try {
            Files.delete(root.resolve(folder)); // rmdir: the files in it go with it
        } catch (NoSuchFileException _) {
            // it is gone, which is what was wanted
        } catch (IOException cause) {
            throw refused("cannot remove " + root.resolve(folder), cause);
        }
    }

    @Override
    public boolean has(String file) {
        return Files.exists(root.resolve(file));
    }

    private void put(String file, String text, OpenOption... options) {
        Path path = root.resolve(file);
        try {
            Files.writeString(path, text + "\n", options);
        } catch (IOException cause) {
            throw refused("cannot write '" + text + "' to " + path, cause);
        }
    }

    private RecordException refused(String what, IOException cause) {
        String reason = cause instanceof FileSystemException file
                ? Optional.ofNullable(file.getReason()).orElse(cause.getClass().getSimpleName())
                : String.valueOf(cause.getMessage());
        if (cause instanceof AccessDeniedException || reason.contains("not permitted")) {
            return RecordException.machine(
                    what + ": permission denied; recording needs root, and a kernel that is not locked"
                            + " down (see /sys/kernel/security/lockdown)");
        }
        return RecordException.choice(what + ": " + reason + lastError());
    }

    /// The kernel keeps the reason why it did not like a probe.
    private String lastError() {
        try {
            String log = Files.readString(root.resolve("error_log")).strip();
            int last = log.lastIndexOf("error:");
            return last < 0
                    ? ""
                    : "; the last line of " + root.resolve("error_log") + ": "
                            + log.substring(last).lines().findFirst().orElse("");
        } catch (IOException _) {
            return "";
        }
    }
}
