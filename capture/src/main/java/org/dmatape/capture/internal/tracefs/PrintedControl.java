// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.tracefs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/// Does nothing, and says what would be done as lines for a shell.
///
/// @param root where tracefs is mounted
/// @param lines takes the lines
public record PrintedControl(Path root, Consumer<String> lines) implements TracefsControl {

    @Override
    public void write(String file, String text) {
        lines.accept("echo " + quoted(text) + " > " + root.resolve(file));
    }

    @Override
    public void append(String file, String line) {
        lines.accept("echo " + quoted(line) + " >> " + root.resolve(file));
    }

    @Override
    public void makeFolder(String folder) {
        lines.accept("mkdir " + root.resolve(folder));
    }

    @Override
    public void removeFolder(String folder) {
        lines.accept("rmdir " + root.resolve(folder));
    }

    /// Whatever an instance would have, the main buffer has.
    @Override
    public boolean has(String file) {
        String inMain = file.startsWith(TracingInstance.FOLDER + "/") ? file.replaceFirst("^[^/]+/[^/]+/", "") : file;
        return Files.exists(root.resolve(inMain));
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
