// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.input;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dmatape.analyze.database.NamedTape;
import org.dmatape.capture.importing.ImportRequest;
import org.dmatape.capture.importing.RecordingFolder;
import org.dmatape.capture.importing.TapeImporter;
import org.dmatape.capture.recording.RecordingException;
import org.dmatape.cli.Version;
import org.dmatape.cli.output.ProgressLine;
import org.dmatape.cli.output.TerminalText;
import org.dmatape.cli.session.Session;
import org.dmatape.format.TapeException;
import org.dmatape.format.folder.ScratchFolder;
import org.dmatape.format.manifest.ManifestFile;
import org.dmatape.format.read.Tape;

/// The tapes of one command. What the user names may be a tape or a recording; a recording is imported on the fly.
/// Close it when the tapes are no longer read.
public final class TapeInputs implements AutoCloseable {

    private final Session session;
    private final InputOptions options;
    private final Map<String, Path> imported = new HashMap<>();
    private final List<TapeCache.Entry> cached = new ArrayList<>();
    private final List<ScratchFolder> temporary = new ArrayList<>();
    private final PipedInputs pipes;

    /// The inputs of a command.
    public TapeInputs(Session session, InputOptions options) {
        this.session = session;
        this.options = options;
        this.pipes = new PipedInputs(session);
    }

    /// Opens the tape behind a name.
    ///
    /// @param input a tape, a recording, a folder with recordings, or a pipe that a recording comes through
    public NamedTape open(Path input) throws IOException {
        Path file = pipes.file(input);
        try {
            return new NamedTape(PipedInputs.name(input), Tape.open(tape(file)));
        } catch (RecordingException unreadable) {
            throw pipes.names().in(unreadable);
        }
    }

    private Path tape(Path input) throws IOException {
        if (isTape(input)) {
            return input;
        }
        RecordingFolder recordings = RecordingFolder.of(List.of(input));
        String fingerprint = ImportFingerprint.of(recordings);
        tellLeftOut(recordings);
        Path known = imported.get(fingerprint);
        if (known != null) {
            return known;
        }
        Path tape = importOnTheFly(input, fingerprint);
        imported.put(fingerprint, tape);
        return tape;
    }

    /// A verdict on a part of what lies in a folder must not look like one on all of it.
    private void tellLeftOut(RecordingFolder recordings) {
        if (!options.quiet()) {
            for (String sentence : recordings.leftOut()) {
                session.messages().println("dmatape: " + TerminalText.visibleLines(sentence));
            }
        }
    }

    /// Whether that is a tape, finished or not.
    public static boolean isTape(Path input) {
        return Files.isDirectory(input) && Files.exists(input.resolve(ManifestFile.NAME));
    }

    private Path importOnTheFly(Path input, String fingerprint) throws IOException {
        boolean mayBeKept = options.useCache() && !pipes.holds(input);
        Optional<Path> folder = mayBeKept ? CacheLocation.folder(session.environment()) : Optional.empty();
        if (folder.isPresent()) {
            TapeCache cache = new TapeCache(folder.get(), CacheLocation.limitBytes(session.environment()));
            try {
                TapeCache.Entry entry = cache.get(fingerprint, tape -> importTo(input, tape));
                cached.add(entry);
                return entry.tape();
            } catch (FileSystemException unusable) {
                tellWithoutCache(unusable);
            } catch (TapeException failure) {
                if (failure.kind() != TapeException.Kind.UNWRITABLE) {
                    throw failure;
                }
                tellWithoutCache(failure);
            }
        }
        ScratchFolder scratch = ScratchFolder.create();
        temporary.add(scratch);
        Path tape = scratch.path().resolve(fingerprint + ".tape");
        importTo(input, tape);
        return tape;
    }

    private void tellWithoutCache(Exception unusable) {
        session.messages()
                .println("dmatape: goes on without its cache, which cannot be used: "
                        + TerminalText.visibleLines(String.valueOf(unusable.getMessage())));
    }

    private void importTo(Path input, Path tape) {
        ImportRequest request = ImportRequest.of(input, tape)
                .withCreatedBy("dmatape " + Version.number())
                .withNames(pipes.names());
        String task = "importing " + pipes.names().of(input);
        try (ProgressLine progress = new ProgressLine(session, options.quiet(), task)) {
            TapeImporter.run(request, progress::update);
        }
    }

    @Override
    public void close() {
        try (pipes) {
            for (TapeCache.Entry entry : cached) {
                entry.close();
            }
            temporary.forEach(ScratchFolder::close);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
