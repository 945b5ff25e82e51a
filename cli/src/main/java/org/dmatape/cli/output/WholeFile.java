// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.output;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// A file that gets its name when it is whole: until then it lies hidden beside it, and it is removed when it cannot be
/// finished or the program is asked to end.
public final class WholeFile {

    private static final int BUFFER_BYTES = 1 << 20;

    private WholeFile() {}

    /// Writes what is in a file.
    ///
    /// @param <O> what it is written to
    public interface Content<O> {

        /// Writes all of it.
        void write(O out) throws IOException;
    }

    /// Writes a file of bytes, in place of one of that name. What is no file but a pipe or a device is written to.
    ///
    /// @throws FileSystemException names the file and what is the matter
    public static void write(Path file, Content<OutputStream> content) throws IOException {
        try {
            if (!Files.exists(file)) {
                writeAndMove(file.toAbsolutePath(), content);
            } else if (Files.isRegularFile(file)) {
                writeAndMove(file.toRealPath(), content);
            } else {
                writeThrough(file, content);
            }
        } catch (IOException cause) {
            throw Unwritable.of(file, cause);
        }
    }

    private static void writeAndMove(Path absolute, Content<OutputStream> content) throws IOException {
        Path partial = absolute.resolveSibling("." + absolute.getFileName() + ".partial-"
                + ProcessHandle.current().pid());
        partial.toFile().deleteOnExit();
        try {
            writeThrough(partial, content);
            Files.move(partial, absolute, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private static void writeThrough(Path file, Content<OutputStream> content) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES)) {
            content.write(out);
        }
    }

    /// Writes a file of text, in place of one of that name.
    ///
    /// @throws FileSystemException names the file and what is the matter
    public static void writeText(Path file, Content<Writer> content) throws IOException {
        write(file, out -> {
            Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            content.write(text);
            text.flush();
        });
    }
}
