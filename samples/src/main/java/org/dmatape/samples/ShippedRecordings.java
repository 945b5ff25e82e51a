// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The real recordings that come with dmatape, in `samples/recordings` of the source tree and of the distribution.
///
/// [#locate()] looks for that folder below `dmatape.home` (system property, set by the launcher), below `DMATAPE_HOME`
/// (environment), and then in the working directory, the folder of this class's jar, and every folder above them.
public final class ShippedRecordings {

    /// System property with the folder dmatape is installed in.
    public static final String HOME_PROPERTY = "dmatape.home";

    /// Environment variable with the same meaning.
    public static final String HOME_VARIABLE = "DMATAPE_HOME";

    private static final Path BELOW_HOME = Path.of("samples", "recordings");

    private final Path root;

    private ShippedRecordings(Path root) {
        this.root = root;
    }

    /// Finds the shipped recordings.
    ///
    /// @throws IllegalStateException when they are nowhere; the message says where they were looked for
    public static ShippedRecordings locate() {
        List<Path> startingPoints = startingPoints();
        for (Path start : startingPoints) {
            for (Path folder = start; folder != null; folder = folder.getParent()) {
                if (Files.isDirectory(folder.resolve(BELOW_HOME))) {
                    return new ShippedRecordings(folder.resolve(BELOW_HOME));
                }
            }
        }
        throw new IllegalStateException("the shipped recordings (" + BELOW_HOME + ") are in none of " + startingPoints
                + " nor above; set " + HOME_VARIABLE + " to the folder dmatape is installed in");
    }

    /// Names of the recordings made by trace-cmd, sorted.
    public List<String> names() {
        return namesOf(folder -> Files.isRegularFile(folder.resolve("trace.dat")));
    }

    /// Names of the recordings made by `dmatape record`, sorted.
    public List<String> liveNames() {
        return namesOf(folder -> Files.isDirectory(tapeIn(folder)));
    }

    private List<String> namesOf(Predicate<Path> isWanted) {
        try (Stream<Path> folders = Files.list(root)) {
            return folders.filter(isWanted)
                    .map(folder -> String.valueOf(folder.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the shipped recordings in " + root, e);
        }
    }

    /// The folder of a recording, with `trace.dat` or the tape, and what else was recorded beside it.
    ///
    /// @throws IllegalArgumentException when there is no recording of that name; the message lists those there are
    public Path folder(String name) {
        if (!names().contains(name) && !liveNames().contains(name)) {
            throw new IllegalArgumentException(
                    "no shipped recording is named '" + name + "'; there are " + names() + " and " + liveNames());
        }
        return root.resolve(name);
    }

    /// The `trace.dat` of a recording.
    public Path traceDat(String name) {
        return folder(name).resolve("trace.dat");
    }

    /// The QEMU log of a recording, `qemu.log` or, where it is large, `qemu.log.gz`; empty where none is shipped.
    public Optional<Path> deviceLog(String name) {
        return Stream.of("qemu.log", "qemu.log.gz")
                .map(folder(name)::resolve)
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /// The tape of a recording made by `dmatape record`.
    public Path tape(String name) {
        return tapeIn(folder(name));
    }

    private static Path tapeIn(Path folder) {
        return folder.resolve(folder.getFileName() + ".tape");
    }

    /// What is known to be true of a recording.
    public RecordingTruth truth(String name) {
        return RecordingTruth.read(folder(name));
    }

    private static List<Path> startingPoints() {
        List<Path> points = new ArrayList<>();
        addIfGiven(points, System.getProperty(HOME_PROPERTY));
        addIfGiven(points, System.getenv(HOME_VARIABLE));
        points.add(Path.of("").toAbsolutePath());
        jarFolder().ifPresent(points::add);
        return points;
    }

    private static void addIfGiven(List<Path> points, @Nullable String folder) {
        if (folder != null && !folder.isBlank()) {
            points.add(Path.of(folder).toAbsolutePath());
        }
    }

    private static Optional<Path> jarFolder() {
        CodeSource source = ShippedRecordings.class.getProtectionDomain().getCodeSource();
        if (source == null) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(Path.of(source.getLocation().toURI()).getParent());
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
