// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.command;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.dmatape.cli.output.Unwritable;
import org.dmatape.format.folder.FolderTree;

/// A DuckDB file that gets its name when the tape is in it. Until then it lies in a hidden folder beside, under the
/// name it will have, because DuckDB calls the database after its file. A file that it replaces stays until then.
final class KeptDatabase implements AutoCloseable {

    private final Path file;
    private final Path folder;

    private KeptDatabase(Path file, Path folder) {
        this.file = file;
        this.folder = folder;
        // the last that is registered goes first
        folder.toFile().deleteOnExit();
        unfinished().toFile().deleteOnExit();
        Path.of(unfinished() + ".wal").toFile().deleteOnExit();
    }

    /// Makes the hidden folder.
    ///
    /// @throws FileSystemException names the file and what is the matter
    static KeptDatabase of(Path file) throws IOException {
        Path absolute = file.toAbsolutePath();
        String prefix = "." + absolute.getFileName() + ".partial-";
        try {
            return new KeptDatabase(absolute, Files.createTempDirectory(absolute.resolveSibling(""), prefix));
        } catch (IOException cause) {
            throw Unwritable.of(file, cause);
        }
    }

    /// Where the file is until it is whole.
    Path unfinished() {
        return folder.resolve(file.getFileName());
    }

    /// Gives the file its name. It may be open, as long as all that counts is in it.
    void keep() throws IOException {
        Files.move(unfinished(), file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() throws IOException {
        FolderTree.delete(folder);
    }
}
