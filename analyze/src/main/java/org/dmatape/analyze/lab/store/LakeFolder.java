// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The files of the lake on disk. A file is written elsewhere and moved in when it is whole, and counts when the
/// database says so; what the database does not know is left from a run that died, and is removed by the next.
public final class LakeFolder {

    private final Path folder;

    LakeFolder(Path folder) {
        this.folder = folder;
    }

    /// Where a file of the lake lies.
    public Path resolve(String path) {
        return folder.resolve(path);
    }

    /// Moves a finished file in, safely on disk before it gets its name.
    ///
    /// @param file on the same file system
    /// @param path below the lake's folder
    public void moveIn(Path file, String path) throws IOException {
        Path target = resolve(path);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.createDirectories(target.getParent());
        Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel parent = FileChannel.open(target.getParent(), StandardOpenOption.READ)) {
            parent.force(true);
        }
    }

    /// Files that are there and that nobody knows.
    List<String> orphans(Set<String> known) throws IOException {
        List<String> orphans = new ArrayList<>(paths());
        orphans.removeIf(known::contains);
        return orphans;
    }

    /// Removes what nobody knows, and folders without anything in them.
    ///
    /// @return files removed
    int sweep(Set<String> known) throws IOException {
        List<String> orphans = orphans(known);
        for (String orphan : orphans) {
            Files.deleteIfExists(resolve(orphan));
        }
        removeEmptyFolders();
        return orphans.size();
    }

    private Set<String> paths() throws IOException {
        Set<String> paths = new HashSet<>();
        if (!Files.isDirectory(folder)) {
            return paths;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                paths.add(folder.relativize(file).toString().replace('\\', '/'));
                return FileVisitResult.CONTINUE;
            }
        });
        return paths;
    }

    private void removeEmptyFolders() throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                try (var entries = Files.list(visited)) {
                    if (!visited.equals(folder) && entries.findAny().isEmpty()) {
                        Files.delete(visited);
                    }
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
