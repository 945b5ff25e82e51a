// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.input;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.dmatape.capture.importing.InputNames;
import org.dmatape.cli.session.Session;
import org.dmatape.cli.session.UsageException;
import org.dmatape.format.folder.ScratchFolder;

/// Recordings that come through a pipe: `-` is standard input, and there are named pipes and those of a shell's
/// `<(COMMAND)`. An import looks into a recording more than once, so that it is kept in a temporary file meanwhile.
public final class PipedInputs implements AutoCloseable {

    /// What stands for standard input.
    private static final Path STANDARD_INPUT = Path.of("-");

    private static final int FILE_TYPE_MASK = 0170000;
    private static final int PIPE_TYPE = 0010000;

    private final Session session;
    private final Map<Path, Kept> kept = new HashMap<>();

    /// What came through a pipe, in a folder of its own.
    private record Kept(ScratchFolder folder, Path file) {}

    /// The pipes of one command.
    public PipedInputs(Session session) {
        this.session = session;
    }

    /// Whether standard input is meant.
    public static boolean isStandardInput(Path input) {
        return input.equals(STANDARD_INPUT);
    }

    /// What a message calls an input.
    static String name(Path input) {
        return isStandardInput(input) ? "standard input" : input.toString();
    }

    /// The file to be read for an input: the input itself, or what came through the pipe that it is.
    ///
    /// @throws UsageException when standard input is meant and somebody sits there who types
    public Path file(Path input) throws IOException {
        Kept known = kept.get(input);
        if (known != null) {
            return known.file();
        }
        if (isStandardInput(input)) {
            if (session.inputOnTerminal()) {
                throw new UsageException("standard input is a terminal: pipe a recording into it, or name a file");
            }
            return keep(input, session.input());
        }
        if (!isPipe(input)) {
            return input;
        }
        try (InputStream bytes = Files.newInputStream(input)) {
            return keep(input, bytes);
        }
    }

    /// What the files are called that hold what came through pipes: the names of the pipes, `-` for standard input.
    public InputNames names() {
        return new InputNames(kept.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        one -> one.getValue().file(), one -> one.getKey().toString())));
    }

    /// Whether that file is one that came through a pipe.
    boolean holds(Path file) {
        return kept.values().stream().anyMatch(one -> one.file().equals(file));
    }

    private static boolean isPipe(Path input) throws IOException {
        return Files.exists(input)
                && !Files.isRegularFile(input)
                && !Files.isDirectory(input)
                && Files.getAttribute(input, "unix:mode") instanceof Integer mode
                && (mode & FILE_TYPE_MASK) == PIPE_TYPE;
    }

    private Path keep(Path input, InputStream bytes) throws IOException {
        ScratchFolder folder = ScratchFolder.create();
        Path file = folder.path().resolve(isStandardInput(input) ? "standard-input" : "pipe");
        kept.put(input, new Kept(folder, file));
        try {
            Files.copy(bytes, file);
        } catch (IOException cause) {
            throw new IOException(
                    name(input) + " could not be kept in " + folder.path() + ": " + cause.getMessage()
                            + "; DMATAPE_JAVA_OPTIONS=-Djava.io.tmpdir=FOLDER takes another folder",
                    cause);
        }
        return file;
    }

    @Override
    public void close() {
        kept.values().forEach(one -> one.folder().close());
    }
}
