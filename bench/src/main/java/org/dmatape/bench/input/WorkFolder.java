// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.bench.input;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.dmatape.bench.measure.MeasurementException;

/// Where recordings and tapes of a run lie.
///
/// @param path the folder
/// @param keep whether it stays when the run is over
public record WorkFolder(Path path, boolean keep) implements AutoCloseable {

    /// A folder that stays, with what an earlier run left in it.
    public static WorkFolder kept(Path path) {
        try {
            return new WorkFolder(Files.createDirectories(path), true);
        } catch (IOException e) {
            throw new MeasurementException("cannot make the folder " + path + ": " + e.getMessage(), e);
        }
    }

    /// A folder that is deleted when the run is over.
    public static WorkFolder temporary() {
        try {
            return new WorkFolder(Files.createTempDirectory("dmatape-bench"), false);
        } catch (IOException e) {
            throw new MeasurementException("cannot make a temporary folder: " + e.getMessage(), e);
        }
    }

    /// A file or folder in it.
    public Path resolve(String name) {
        return path.resolve(name);
    }

    /// Deletes a file or folder with all that is in it; what is not there is deleted already.
    public static void delete(Path path) {
        if (!Files.exists(path)) {
            return;
        }
        try {
            for (Path file : filesOf(path, true)) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new MeasurementException("cannot delete " + path + ": " + e.getMessage(), e);
        }
    }

    /// Bytes of all files in a folder.
    public static long sizeBytes(Path folder) {
        try {
            long sizeBytes = 0;
            for (Path file : filesOf(folder, false)) {
                sizeBytes += Files.size(file);
            }
            return sizeBytes;
        } catch (IOException e) {
            throw new MeasurementException("cannot look into " + folder + ": " + e.getMessage(), e);
        }
    }

    /// Files, and folders if asked for; what is inside comes before what it is in.
    private static List<Path> filesOf(Path path, boolean withFolders) throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            return files.filter(file -> withFolders || Files.isRegularFile(file))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
    }

    @Override
    public void close() {
        if (!keep) {
            delete(path);
        }
    }
}
