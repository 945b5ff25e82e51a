// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dmatape.capture.recording.RecordingException;
import org.dmatape.capture.recording.RecordingRole;

/// The recordings that make one tape, together with the small files a lab leaves beside them.
///
/// Files the user names belong together because the user says so. Of a folder every file is taken that is a recording
/// by its content; it may hold one of each role, because nothing says which of two belongs to the rest.
///
/// @param recordings the recordings: kernel traces, then device logs, then kernel logs
/// @param virtioDevices `virtio-devices.txt`: a line per virtio device
/// @param uname `uname.txt`: kernel, and its command line
/// @param leftOut sentences about files of a folder that may be recordings and were not read
public record RecordingFolder(
        List<RecordingFile> recordings, Optional<Path> virtioDevices, Optional<Path> uname, List<String> leftOut) {

    private static final String VIRTIO_DEVICES = "virtio-devices.txt";
    static final String UNAME = "uname.txt";
    private static final Set<String> BESIDE = Set.of(VIRTIO_DEVICES, UNAME);

    public RecordingFolder {
        recordings = List.copyOf(recordings);
        leftOut = List.copyOf(leftOut);
    }

    /// Finds the recordings in what the user named: files, and folders with recordings in them.
    ///
    /// @throws RecordingException when something is missing, is no recording, or cannot be told apart
    public static RecordingFolder of(List<Path> inputs) {
        Set<Path> named = new LinkedHashSet<>();
        List<RecordingFile> recordings = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        for (Path input : inputs) {
            if (!Files.exists(input)) {
                throw new RecordingException(input + " does not exist");
            }
            if (!named.add(input.toAbsolutePath().normalize())) {
                throw new RecordingException(input + " is named twice");
            }
            if (Files.isDirectory(input)) {
                recordings.addAll(recordingsIn(input, leftOut));
            } else if (!BESIDE.contains(String.valueOf(input.getFileName()))) {
                recordings.add(RecordingFile.of(input));
            }
        }
        if (recordings.isEmpty()) {
            throw new RecordingException("found no recording in " + inputs + ": expected one of "
                    + RecordingFile.knownKinds() + " beside " + String.join(" and ", BESIDE));
        }
        recordings.sort(Comparator.comparing(RecordingFile::role));
        requireDifferent(recordings);
        return new RecordingFolder(recordings, beside(recordings, VIRTIO_DEVICES), beside(recordings, UNAME), leftOut);
    }

    private static List<RecordingFile> recordingsIn(Path folder, List<String> leftOut) {
        try (Stream<Path> listed = Files.list(folder)) {
            List<Path> files = listed.filter(Files::isRegularFile)
                    .filter(file -> !BESIDE.contains(String.valueOf(file.getFileName())))
                    .sorted()
                    .toList();
            List<RecordingFile> found = new ArrayList<>();
            for (Path file : files) {
                RecordingFormats.of(file)
                        .ifPresentOrElse(
                                format -> found.add(new RecordingFile(file, format)),
                                () -> UnreadFile.of(file)
                                        .whyLeftOut(String.valueOf(file.getFileName()))
                                        .ifPresent(reason -> leftOut.add(file + " " + reason)));
            }
            if (found.isEmpty()) {
                throw new RecordingException("the folder " + folder + " has no recording in it: expected one of "
                        + RecordingFile.knownKinds() + firstOf(files));
            }
            for (RecordingRole role : RecordingRole.values()) {
                requireOne(folder, role, found);
            }
            return found;
        } catch (IOException cause) {
            throw new RecordingException("cannot list the folder " + folder + ": " + cause.getMessage(), cause);
        }
    }

    private static String firstOf(List<Path> files) {
        return files.isEmpty()
                ? ", found no file"
                : ", found " + UnreadFile.of(files.getFirst()).sentence() + " ("
                        + files.getFirst().getFileName() + ")";
    }

    private static void requireOne(Path folder, RecordingRole role, List<RecordingFile> found) {
        List<RecordingFile> ofRole =
                found.stream().filter(file -> file.role() == role).toList();
        if (ofRole.size() > 1) {
            String names = ofRole.stream()
                    .map(file -> String.valueOf(file.path().getFileName()))
                    .collect(Collectors.joining(", "));
            throw new RecordingException("the folder " + folder + " holds " + ofRole.size() + " recordings that are a "
                    + role.text() + " (" + names + "), expected one: name the files that belong together");
        }
    }

    /// What is in a tape twice is found twice.
    private static void requireDifferent(List<RecordingFile> recordings) {
        for (int i = 0; i < recordings.size(); i++) {
            for (int k = 0; k < i; k++) {
                Path one = recordings.get(k).path();
                Path other = recordings.get(i).path();
                if (isCopy(one, other)) {
                    throw new RecordingException(other + " has the same content as " + one + ": name one of them");
                }
            }
        }
    }

    private static boolean isCopy(Path one, Path other) {
        try {
            return Files.size(one) == Files.size(other) && Files.mismatch(one, other) < 0;
        } catch (IOException cause) {
            throw new RecordingException("cannot compare " + one + " with " + other + ": " + cause.getMessage(), cause);
        }
    }

    private static Optional<Path> beside(List<RecordingFile> recordings, String name) {
        return recordings.stream()
                .map(recording -> recording.path().resolveSibling(name))
                .filter(Files::isRegularFile)
                .findFirst();
    }
}
