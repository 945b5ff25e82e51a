// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dmatape.capture.clock.SourceClock;
import org.dmatape.capture.importing.internal.OneClockRecording;
import org.dmatape.capture.importing.internal.OpenedRecording;
import org.dmatape.capture.importing.internal.RecordingOpener;
import org.dmatape.capture.importing.internal.SharedProgress;
import org.dmatape.capture.recording.ChecksummedRecording;
import org.dmatape.capture.recording.FileChecksum;
import org.dmatape.capture.recording.Recording;
import org.dmatape.capture.recording.RecordingException;
import org.dmatape.format.manifest.SourceInfo;

/// The opened recordings of one import. Their checksums are computed beside the import, where reading
/// them does not compute it.
final class RecordingSet implements AutoCloseable {

    private final List<RecordingFile> files;
    private final List<SourceClock> clocks;
    private final List<OpenedRecording> opened;
    private final List<Supplier<FileChecksum>> checksums;

    private RecordingSet(List<RecordingFile> files, List<Recording> recordings, List<SourceClock> clocks) {
        this.files = files;
        this.clocks = clocks;
        this.opened = OpenedRecording.numbered(
                recordings, clocks.stream().map(SourceClock::map).toList());
        this.checksums = IntStream.range(0, files.size())
                .mapToObj(i -> checksumOf(files.get(i).path(), recordings.get(i)))
                .toList();
    }

    private static Supplier<FileChecksum> checksumOf(Path file, Recording recording) {
        if (recording instanceof ChecksummedRecording own) {
            return own::checksum;
        }
        CompletableFuture<FileChecksum> computed = CompletableFuture.supplyAsync(() -> FileChecksum.of(file));
        return () -> await(computed);
    }

    /// Opens them all, or none.
    ///
    /// @param clocks the clock of each
    static RecordingSet open(List<RecordingFile> files, List<SourceClock> clocks, RecordingOpener opener) {
        List<Recording> recordings = new ArrayList<>();
        try {
            for (RecordingFile file : files) {
                recordings.add(opener.open(file));
            }
            return new RecordingSet(files, recordings, clocks);
        } catch (RuntimeException | Error problem) {
            recordings.forEach(Recording::close);
            throw problem;
        }
    }

    List<OpenedRecording> opened() {
        return opened;
    }

    /// The clock of each.
    List<SourceClock> clocks() {
        return clocks;
    }

    /// Tells a listener how far reading them has come.
    SharedProgress progress(ImportProgress listener) {
        return new SharedProgress(
                IntStream.range(0, files.size())
                        .mapToObj(i -> new SharedProgress.Part(
                                opened.get(i).recording(),
                                files.get(i).path().toFile().length()))
                        .toList(),
                listener);
    }

    /// What the manifest says of each; waits for the checksums.
    ///
    /// @param names of the files
    List<SourceInfo> sources(InputNames names) {
        List<SourceInfo> sources = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            Recording recording = opened.get(i).recording();
            FileChecksum checksum = checksums.get(i).get();
            sources.add(new SourceInfo(
                    opened.get(i).firstSourceId(),
                    names.of(files.get(i).path()),
                    recording.kind(),
                    checksum.sha256(),
                    checksum.sizeBytes(),
                    recording.facts()));
        }
        return sources;
    }

    /// What damaged recordings lack; empty when all are whole.
    Optional<String> damage() {
        String damage = opened.stream()
                .flatMap(one -> one.recording().damage().stream())
                .collect(Collectors.joining("; "));
        return damage.isEmpty() ? Optional.empty() : Optional.of(damage);
    }

    /// What to tell of buffers that are left out because of their clocks.
    List<String> leftOut() {
        List<String> notes = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            if (opened.get(i).recording() instanceof OneClockRecording one) {
                notes.addAll(one.notes(files.get(i).path().toString()));
            }
        }
        return notes;
    }

    private static FileChecksum await(CompletableFuture<FileChecksum> checksum) {
        try {
            return checksum.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RecordingException unreadable ? unreadable : failed;
        }
    }

    @Override
    public void close() {
        opened.forEach(one -> one.recording().close());
    }
}
