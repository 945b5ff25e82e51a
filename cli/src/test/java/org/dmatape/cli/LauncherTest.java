// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Runs the launcher script as an unpacked distribution has it, with a java that only tells what it was started with.
class LauncherTest {

    private static final String TELL_TALE_JAVA = """
            #!/bin/sh
            echo "java: $0"
            for argument; do echo "argument: $argument"; done
            echo "locale: $LC_ALL"
            exit 4
            """;

    @TempDir
    private Path folder;

    private Path launcher;

    @BeforeEach
    void unpackDistribution() throws IOException {
        launcher = folder.resolve("dist/bin/dmatape");
        Files.createDirectories(launcher.getParent());
        Files.copy(Path.of("..", "dmatape"), launcher);
        Path lib = Files.createDirectories(folder.resolve("dist/lib"));
        Files.createFile(lib.resolve("arrow-1.jar"));
        Files.createFile(lib.resolve("dmatape-cli-1.jar"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"25", "25.0.3", "25-ea", "25+36"})
    void takesTheJavaOfJavaHomeWhenItIsA25(String version) throws Exception {
        Path java25 = javaHome(version);

        Outcome outcome = launch(Map.of("JAVA_HOME", java25.toString()), "check", "two words");

        assertThat(outcome.lines())
                .contains("java: " + java(java25))
                .containsSubsequence(
                        "argument: -Ddmatape.home=" + folder.resolve("dist"),
                        "argument: -jar",
                        "argument: " + folder.resolve("dist/lib/dmatape-cli-1.jar"),
                        "argument: check",
                        "argument: two words");
        assertThat(outcome.exitCode()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"17.0.15", "2.5", "250", "26"})
    void passesOverAnyOtherJava(String version) throws Exception {
        Path other = javaHome(version);
        Path java25 = javaHome("25.0.1");

        Outcome outcome = launch(Map.of("JAVA_HOME", other.toString(), "PATH", java25 + "/bin:/usr/bin:/bin"));

        assertThat(outcome.lines()).contains("java: " + java(java25));
    }

    @Test
    void dmatapeJavaGoesBeforeEverythingElse() throws Exception {
        Path wanted = java(javaHome("25.0.2"));

        Outcome outcome = launch(Map.of("JAVA_HOME", javaHome("25.0.1").toString(), "DMATAPE_JAVA", wanted.toString()));

        assertThat(outcome.lines()).contains("java: " + wanted);
    }

    @Test
    void aWrongDmatapeJavaIsSaidAndNotPassedOver() throws Exception {
        Path wrong = java(javaHome("17.0.15"));

        Outcome outcome = launch(Map.of("JAVA_HOME", javaHome("25.0.1").toString(), "DMATAPE_JAVA", wrong.toString()));

        assertThat(outcome.exitCode()).isEqualTo(127);
        assertThat(outcome.lines()).containsExactly("dmatape: DMATAPE_JAVA=" + wrong + " is not the java of a Java 25");
    }

    @Test
    void worksThroughASymbolicLink() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("dmatape-link"), launcher);
        launcher = link;

        Outcome outcome = launch(Map.of("JAVA_HOME", javaHome("25.0.1").toString()));

        assertThat(outcome.lines()).contains("argument: -Ddmatape.home=" + folder.resolve("dist"));
    }

    @Test
    void tellsHowWideTheTerminalIs() throws Exception {
        Path terminal = Path.of("/usr/bin/script");
        assumeTrue(Files.isExecutable(terminal), "a program that makes a terminal is missing");
        String java25 = javaHome("25.0.1").toString();
        Path typed = Files.writeString(folder.resolve("typed"), "stty cols 93\n" + launcher + " check\n");

        Outcome outcome =
                outcome(List.of(terminal.toString(), "-qec", "sh " + typed, "/dev/null"), Map.of("JAVA_HOME", java25));

        assertThat(outcome.lines()).contains("argument: -Ddmatape.terminals=012", "argument: -Ddmatape.columns=93");
        assertThat(launch(Map.of("JAVA_HOME", java25)).lines()).contains("argument: -Ddmatape.columns=");
    }

    @Test
    void readsFileNamesAsUtf8InAnyLocale() throws Exception {
        String java25 = javaHome("25.0.1").toString();

        assertThat(launch(Map.of("JAVA_HOME", java25, "LANG", "C")).lines()).contains("locale: C.UTF-8");
        assertThat(launch(Map.of("JAVA_HOME", java25, "LC_ALL", "de_DE.UTF-8")).lines())
                .contains("locale: de_DE.UTF-8");
    }

    @Test
    void aJavaThatCannotMakeAStartCacheIsAskedOnce() throws Exception {
        Map<String, String> environment = Map.of(
                "JAVA_HOME", javaHome("25.0.1").toString(),
                "DMATAPE_START_CACHE", "",
                "XDG_CACHE_HOME", folder.resolve("cache").toString());

        assertThat(launch(environment).lines()).anyMatch(line -> line.contains("preparing the start-up cache"));
        assertThat(launch(environment).lines()).noneMatch(line -> line.contains("preparing the start-up cache"));
    }

    @Test
    void recordingHasAStartCacheOfItsOwn() throws Exception {
        Path cache = folder.resolve("cache");
        Map<String, String> environment = Map.of(
                "JAVA_HOME", javaHome("25.0.1").toString(),
                "DMATAPE_START_CACHE", "",
                "XDG_CACHE_HOME", cache.toString());

        launch(environment, "check");
        launch(environment, "record");

        try (Stream<Path> caches = Files.list(cache.resolve("dmatape/start"))) {
            assertThat(caches.map(Path::getFileName).map(Path::toString))
                    .satisfiesExactlyInAnyOrder(
                            name -> assertThat(name).contains("-usual-"),
                            name -> assertThat(name).contains("-record-"));
        }
    }

    @Test
    void aNewStartCacheReplacesThoseNobodyUsesAnyMore() throws Exception {
        Path caches = Files.createDirectories(folder.resolve("cache/dmatape/start"));
        Path unused = startCache(caches.resolve("1-usual-2.aot"), Duration.ofDays(16));
        Path leftBehind = startCache(caches.resolve("1-usual-2.aot.4711"), Duration.ofDays(16));
        Path used = startCache(caches.resolve("3-usual-4.aot"), Duration.ofDays(13));

        launch(
                Map.of(
                        "JAVA_HOME", javaHome("25.0.1").toString(),
                        "DMATAPE_START_CACHE", "",
                        "XDG_CACHE_HOME", folder.resolve("cache").toString()),
                "check");

        assertThat(unused).doesNotExist();
        assertThat(leftBehind).doesNotExist();
        assertThat(used).exists();
    }

    private static Path startCache(Path file, Duration sinceLastUse) throws IOException {
        Files.createFile(file);
        FileTime lastUse = FileTime.from(Instant.now().minus(sinceLastUse));
        Files.getFileAttributeView(file, BasicFileAttributeView.class).setTimes(lastUse, lastUse, lastUse);
        return file;
    }

    private record Outcome(int exitCode, List<String> lines) {}

    private Outcome launch(Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = Stream.concat(Stream.of(launcher.toString()), Stream.of(arguments))
                .toList();
        return outcome(command, environment);
    }

    private static Outcome outcome(List<String> command, Map<String, String> environment) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(Map.of("PATH", "/usr/bin:/bin", "DMATAPE_START_CACHE", "off"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return new Outcome(process.exitValue(), output.lines().toList());
    }

    private Path javaHome(String version) throws IOException {
        Path home = folder.resolve("jvm").resolve(version);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Somebody\"\nJAVA_VERSION=\"" + version + "\"\n");
        Files.createDirectories(home.resolve("lib"));
        Files.createFile(home.resolve("lib/modules"));
        Path java = java(home);
        Files.writeString(java, TELL_TALE_JAVA);
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        return home;
    }

    private static Path java(Path javaHome) {
        return javaHome.resolve("bin/java");
    }
}
