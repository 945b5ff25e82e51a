// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.lab;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dmatape.analyze.lab.ingest.CaptureInput;
import org.dmatape.analyze.lab.ingest.CaptureInput.Kind;
import org.dmatape.capture.importing.RecordingFormats;
import org.dmatape.capture.recording.RecordingFormat;
import org.dmatape.capture.recording.RecordingRole;
import org.dmatape.cli.input.TapeInputs;

/// Finds captures below a folder. A tape is one. So is a folder with at most one recording of each role. In a
/// folder with several recordings of one role and none of another each file is one.
final class CaptureFinder {

    private static final List<String> BESIDE = List.of("virtio-devices.txt", "uname.txt");
    private static final String RECORDING_SUFFIX = ".dat";

    private final Path top;
    private final Path left;
    private final List<CaptureInput> found = new ArrayList<>();

    /// @param top where the search begins
    /// @param left a folder that is not searched: the store
    CaptureFinder(Path top, Path left) {
        this.top = top.toAbsolutePath().normalize();
        this.left = left.toAbsolutePath().normalize();
    }

    List<CaptureInput> find() throws IOException {
        Files.walkFileTree(top, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                if (folder.equals(left) || isHidden(folder)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                if (TapeInputs.isTape(folder)) {
                    found.add(
                            new CaptureInput(folder, name(folder), Kind.TAPE, List.of(), List.of(), Optional.empty()));
                    return FileVisitResult.SKIP_SUBTREE;
                }
                addRecordings(folder);
                return FileVisitResult.CONTINUE;
            }
        });
        found.sort(Comparator.comparing(CaptureInput::name));
        return found;
    }

    private boolean isHidden(Path folder) {
        return !folder.equals(top) && String.valueOf(folder.getFileName()).startsWith(".");
    }

    private void addRecordings(Path folder) throws IOException {
        Map<RecordingRole, List<Path>> byRole = new TreeMap<>();
        List<Path> beside = new ArrayList<>();
        List<Path> foreign = new ArrayList<>();
        for (Path file : files(folder)) {
            Optional<RecordingFormat> format = RecordingFormats.of(file);
            if (BESIDE.contains(String.valueOf(file.getFileName()))) {
                beside.add(file);
            } else if (format.isPresent()) {
                byRole.computeIfAbsent(format.get().role(), _ -> new ArrayList<>())
                        .add(file);
            } else if (isCalledLikeARecording(file)) {
                foreign.add(file);
            }
        }
        List<Path> all = byRole.values().stream().flatMap(List::stream).toList();
        Optional<Map.Entry<RecordingRole, List<Path>>> crowded = byRole.entrySet().stream()
                .filter(role -> role.getValue().size() > 1)
                .findFirst();
        if (byRole.size() <= 1 && all.size() + foreign.size() > 1) {
            all.forEach(file -> add(file, List.of(file), beside, Optional.empty()));
            foreign.forEach(file -> add(file, List.of(file), beside, Optional.of(isNone(file))));
        } else if (!foreign.isEmpty()) {
            List<Path> files = Stream.concat(foreign.stream(), all.stream()).toList();
            Path path = files.size() == 1 ? files.getFirst() : folder;
            add(path, files, beside, Optional.of(isNone(foreign.getFirst())));
        } else if (crowded.isPresent()) {
            add(
                    folder,
                    all,
                    beside,
                    Optional.of(cannotTell(
                            folder, crowded.get().getKey(), crowded.get().getValue())));
        } else if (!all.isEmpty()) {
            add(folder.equals(top) && all.size() == 1 ? all.getFirst() : folder, all, beside, Optional.empty());
        }
    }

    private static boolean isCalledLikeARecording(Path file) {
        return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(RECORDING_SUFFIX);
    }

    private static String isNone(Path file) {
        return file + ": offset 0: called like a recording, but it does not begin like one";
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static String cannotTell(Path folder, RecordingRole role, List<Path> files) {
        String names =
                files.stream().map(file -> String.valueOf(file.getFileName())).collect(Collectors.joining(", "));
        return folder + ": holds " + files.size() + " recordings that are a " + role.text() + " (" + names
                + ") beside others: nothing says which belong together; give each its own folder";
    }

    private void add(Path path, List<Path> recordings, List<Path> beside, Optional<String> problem) {
        found.add(new CaptureInput(path, name(path), Kind.RECORDING, recordings, beside, problem));
    }

    private String name(Path path) {
        String below = top.relativize(path).toString().replace('\\', '/');
        return below.isEmpty() ? String.valueOf(top.getFileName()) : below;
    }
}
