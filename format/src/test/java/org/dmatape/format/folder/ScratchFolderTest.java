// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchFolderTest {

    @TempDir
    private Path parent;

    /// Another process, which lives in a scratch folder until it is killed or its input ends.
    static final class Inhabitant {

        private Inhabitant() {}

        public static void main(String[] args) throws IOException {
            try (ScratchFolder folder = ScratchFolder.create(Path.of(args[0]))) {
                Files.writeString(folder.path().resolve("recording"), "bytes");
                System.out.println(folder.path());
                System.in.readAllBytes();
            }
        }
    }

    @Test
    void whatAKilledProcessLeftIsRemovedByTheNext() throws IOException, InterruptedException {
        Process living = start();
        Path itsFolder = folderOf(living);

        try (ScratchFolder beside = ScratchFolder.create(parent)) {
            assertThat(itsFolder.resolve("recording")).exists();
            assertThat(beside.path()).isDirectory().isNotEqualTo(itsFolder);
        }
        living.destroyForcibly().waitFor();
        assertThat(itsFolder).exists();
        try (ScratchFolder next = ScratchFolder.create(parent)) {
            assertThat(itsFolder).doesNotExist();
            assertThat(next.path()).isDirectory();
        }
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void aProcessThatEndsLeavesNothing() throws IOException, InterruptedException {
        Process living = start();
        folderOf(living);

        living.destroy(); // as Ctrl-C does

        living.waitFor();
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void whatIsNotCertainlyOursStays() throws IOException {
        String boot = partsOfAName().getFirst();
        Path withoutLock = inhabited(boot + "-1-2-2");
        Files.delete(withoutLock.resolve(".dmatape.lock"));
        Path otherName = inhabited("error");
        Path otherBoot = inhabited("00c0ffee-1-2-3");
        Path elsewhere = inhabited("elsewhere");
        Path link = Files.createSymbolicLink(parent.resolve("dmatape-" + boot + "-1-2-4"), elsewhere);
        Path left = inhabited(boot + "-1-2-5");
        Path linked = Files.createSymbolicLink(left.resolve("link"), elsewhere);

        try (ScratchFolder _ = ScratchFolder.create(parent)) {
            assertThat(left).doesNotExist();
            assertThat(Files.exists(linked, LinkOption.NOFOLLOW_LINKS)).isFalse();
            assertThat(List.of(withoutLock, otherName, otherBoot, elsewhere, link))
                    .allMatch(Files::exists);
            assertThat(elsewhere.resolve("recording")).exists();
        }
    }

    @Test
    void whatAnEarlierProcessOfTheSamePidLeftIsRemoved() throws IOException {
        List<String> own = partsOfAName();
        Path ofThisProcess = inhabited(String.join("-", own.subList(0, 3)) + "-6");
        Path ofAnEarlier = inhabited(own.get(0) + "-" + own.get(1) + "-7-6");

        try (ScratchFolder _ = ScratchFolder.create(parent)) {
            assertThat(ofThisProcess).exists();
            assertThat(ofAnEarlier).doesNotExist();
        }
    }

    /// Boot, PID, start and number of a folder of this process.
    private List<String> partsOfAName() throws IOException {
        try (ScratchFolder folder = ScratchFolder.create(parent)) {
            List<String> parts =
                    List.of(String.valueOf(folder.path().getFileName()).split("-", -1));
            assertThat(parts).hasSize(5).startsWith("dmatape");
            return parts.subList(1, 5);
        }
    }

    private Path inhabited(String name) throws IOException {
        Path folder = Files.createDirectory(parent.resolve("dmatape-" + name));
        Files.createFile(folder.resolve(".dmatape.lock"));
        Files.createFile(folder.resolve("recording"));
        return folder;
    }

    private Process start() throws IOException {
        String classes = Stream.of(ScratchFolder.class, Inhabitant.class)
                .map(type ->
                        type.getProtectionDomain().getCodeSource().getLocation().getPath())
                .collect(Collectors.joining(File.pathSeparator));
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        classes,
                        Inhabitant.class.getName(),
                        parent.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static Path folderOf(Process process) throws IOException {
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        return Path.of(Objects.requireNonNull(output.readLine()));
    }
}
