// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;

/// Where the shell keeps what was typed: `dmatape/history` in `$XDG_STATE_HOME`, else in `~/.local/state`; a
/// file only its owner can read.
public final class HistoryFile {

    private HistoryFile() {}

    /// The file, made when it is not there yet; empty where it cannot be, which is no reason not to start.
    public static Optional<Path> of(Map<String, String> environment) {
        Optional<Path> state = nonEmpty(environment, "XDG_STATE_HOME")
                .or(() -> nonEmpty(environment, "HOME").map(home -> home.resolve(".local/state")));
        if (state.isEmpty()) {
            return Optional.empty();
        }
        Path file = state.get().resolve("dmatape").resolve("history");
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(file.getParent());
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            return Files.isWritable(file) ? Optional.of(file) : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static Optional<Path> nonEmpty(Map<String, String> environment, String variable) {
        return Optional.ofNullable(environment.get(variable))
                .filter(value -> !value.isEmpty())
                .map(Path::of);
    }
}
