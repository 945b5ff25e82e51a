// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.ingest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dmatape.analyze.lab.store.ContentDigest;
import org.dmatape.analyze.lab.store.SeenFiles;
import org.dmatape.analyze.lab.store.StoredCapture;
import org.dmatape.format.TapeException;
import org.dmatape.format.manifest.Manifest;
import org.dmatape.format.manifest.ManifestFile;
import org.dmatape.format.manifest.SourceInfo;
import org.dmatape.format.manifest.TapeState;

/// What a capture is, whatever it is called and wherever it lies.
///
/// @param content checksum of its recordings: the same for recordings and for a tape that was made of them, because
///     the tape names the checksums of what it was made of
/// @param signature checksum of everything that is read, of a broken capture too
public record CaptureIdentity(String content, String signature) {

    private static final String RECORDINGS = "recordings";
    private static final String TAPE = "tape";

    /// @throws UnreadableCaptureException when it is a tape whose manifest cannot be read, or that is not finished
    static CaptureIdentity of(CaptureInput input, SeenFiles files) throws IOException {
        return switch (input.kind()) {
            case RECORDING -> ofRecordings(input, files);
            case TAPE -> ofTape(input, files);
        };
    }

    /// The key in a store of the recordings that a tape was made of; empty when it was made of none.
    public static Optional<String> keyOf(Manifest manifest) {
        return contentOf(manifest).map(StoredCapture::key);
    }

    private static Optional<String> contentOf(Manifest manifest) {
        List<String> sums = manifest.sources().stream()
                .map(SourceInfo::sha256)
                .filter(sum -> !sum.isEmpty())
                .toList();
        boolean madeOfFiles =
                !sums.isEmpty() && sums.size() == manifest.sources().size();
        return madeOfFiles ? Optional.of(content(sums.stream().distinct().toList())) : Optional.empty();
    }

    /// The signature alone, which also a tape with a damaged manifest has.
    static String signature(CaptureInput input, SeenFiles files) throws IOException {
        List<String> parts = new ArrayList<>();
        List<Path> read = new ArrayList<>(input.recordings());
        read.addAll(input.beside());
        if (input.kind() == CaptureInput.Kind.TAPE) {
            read.add(input.path().resolve(ManifestFile.NAME));
        }
        for (Path file : read) {
            parts.add(String.valueOf(file.getFileName()));
            parts.add(files.sha256(file));
        }
        return ContentDigest.ofTexts(parts);
    }

    private static CaptureIdentity ofRecordings(CaptureInput input, SeenFiles files) throws IOException {
        List<String> sums = new ArrayList<>();
        for (Path file : input.recordings()) {
            sums.add(files.sha256(file));
        }
        return new CaptureIdentity(content(sums), signature(input, files));
    }

    private static CaptureIdentity ofTape(CaptureInput input, SeenFiles files) throws IOException {
        Manifest manifest = manifest(input.path());
        if (manifest.state() == TapeState.RECORDING) {
            throw new UnfinishedTapeException(input.path()
                    + ": the tape is still being recorded, or its recorder died; 'dmatape import --salvage'"
                    + " finishes it");
        }
        String signature = signature(input, files);
        return new CaptureIdentity(
                contentOf(manifest).orElseGet(() -> ContentDigest.ofTexts(List.of(TAPE, signature))), signature);
    }

    private static Manifest manifest(Path tape) {
        try {
            return ManifestFile.read(tape);
        } catch (TapeException damaged) {
            throw new UnreadableCaptureException(String.valueOf(damaged.getMessage()), damaged);
        }
    }

    private static String content(List<String> sums) {
        List<String> parts = new ArrayList<>(sums);
        parts.sort(null);
        parts.addFirst(RECORDINGS);
        return ContentDigest.ofTexts(parts);
    }
}
