// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.dmatape.analyze.lab.ingest.CaptureInput;
import org.dmatape.analyze.lab.ingest.CaptureReader;
import org.dmatape.analyze.lab.ingest.UnreadableCaptureException;
import org.dmatape.capture.importing.ImportRequest;
import org.dmatape.capture.importing.TapeImporter;
import org.dmatape.capture.recording.RecordingException;
import org.dmatape.format.TapeException;
import org.dmatape.format.read.Tape;

/// Reads captures for the lab: imports recordings, opens tapes.
///
/// @param store the store's folder, in which no captures are searched
/// @param program name and version of this program
public record RecordingReader(Path store, String program) implements CaptureReader {

    @Override
    public List<CaptureInput> find(Path folder) throws IOException {
        return new CaptureFinder(folder, store).find();
    }

    @Override
    public Tape read(CaptureInput input, Path tape, int threads) throws IOException {
        return switch (input.kind()) {
            case TAPE -> verified(Tape.open(input.path()));
            case RECORDING -> imported(input, tape, threads);
        };
    }

    private static Tape verified(Tape tape) {
        List<String> problems = tape.verify();
        if (!problems.isEmpty()) {
            throw new UnreadableCaptureException(String.join("; ", problems));
        }
        return tape;
    }

    private Tape imported(CaptureInput input, Path tape, int threads) throws IOException {
        try {
            TapeImporter.run(
                    ImportRequest.of(input.path(), tape).withThreads(threads).withCreatedBy(program), (_, _) -> {});
            return Tape.open(tape);
        } catch (RecordingException broken) {
            throw new UnreadableCaptureException(String.valueOf(broken.getMessage()), broken);
        } catch (TapeException unwritable) {
            if (unwritable.kind() == TapeException.Kind.UNWRITABLE) {
                throw new IOException(unwritable.getMessage(), unwritable);
            }
            throw unwritable;
        }
    }
}
