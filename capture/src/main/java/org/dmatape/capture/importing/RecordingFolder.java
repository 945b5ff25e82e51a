// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dmatape.capture.recording.RecordingException;
import org.dmatape.capture.tracedat.TraceDatRecording;

/// A recording together with the small files a lab leaves beside it.
///
/// @param recording the trace.dat
/// @param virtioDevices `virtio-devices.txt`: a line per virtio device
/// @param uname `uname.txt`: kernel, and its command line
public record RecordingFolder(Path recording, Optional<Path> virtioDevices, Optional<Path> uname) {

    private static final String VIRTIO_DEVICES = "virtio-devices.txt";
    private static final String UNAME = "uname.txt";

    /// Finds the recording in what the user named: a file, or a folder with one recording in it.
    public static RecordingFolder of(List<Path> inputs) {
        List<Path> recordings = inputs.stream()
                .flatMap(input -> recordingsIn(input).stream())
                .distinct()
                .toList();
        if (recordings.size() != 1) {
            throw new RecordingException("found " + recordings.size() + " recordings (" + recordings
                    + "), expected one per tape: import each into a tape of its own");
        }
        Path recording = recordings.getFirst();
        return new RecordingFolder(recording, beside(recording, VIRTIO_DEVICES), beside(recording, UNAME));
    }

    private static List<Path> recordingsIn(Path input) {
        if (!Files.exists(input)) {
            throw new RecordingException(input + " does not exist");
        }
        if (!Files.isDirectory(input)) {
            return List.of(input);
        }
        try (Stream<Path> files = Files.list(input)) {
            List<Path> found = files.filter(Files::isRegularFile)
                    .filter(TraceDatRecording::isTraceDat)
                    .sorted()
                    .toList();
            if (found.isEmpty()) {
                throw new RecordingException("the folder " + input
                        + " has no recording in it: expected a trace.dat, as trace-cmd record writes it");
            }
            return found;
        } catch (IOException cause) {
            throw new RecordingException("cannot list the folder " + input + ": " + cause.getMessage(), cause);
        }
    }

    private static Optional<Path> beside(Path recording, String name) {
        Path file = recording.resolveSibling(name);
        return Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
    }
}
