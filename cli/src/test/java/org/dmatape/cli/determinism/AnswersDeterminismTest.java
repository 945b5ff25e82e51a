// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.determinism;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.dmatape.cli.ChildJava;
import org.dmatape.cli.Cli;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The same recording has the same answers, to the byte, whatever the number of threads. Properties ask for more:
///
/// - `-Ddmatape.determinism.threads=1,2,8,8`
/// - `-Ddmatape.determinism.events=2000000`: a generated recording of both sides
/// - `-Ddmatape.determinism.samples=true`: all recordings that are shipped
class AnswersDeterminismTest {

    private static final String[] THREADS =
            System.getProperty("dmatape.determinism.threads", "1,8").split(",");
    private static final int EVENTS = Integer.getInteger("dmatape.determinism.events", 0);
    private static final long SEED = Long.getLong("dmatape.determinism.seed", 4711);
    private static final Path SAMPLES = Path.of("../samples/recordings");
    private static final int PATIENCE_MINUTES = 20;

    private static final String BUGS = "double-map=20,leaked-map=20,unmap-size-mismatch=20,"
            + "unmap-direction-mismatch=20,double-unmap=20,never-mapped=20,stalled-buffer=5,device-after-unmap=20,device-write=20";

    @TempDir
    private Path folder;

    @Test
    void everyAnswerIsTheSame() throws IOException, InterruptedException {
        List<String> recordings = recordings();
        Path first = answers(THREADS[0], recordings);
        List<Path> names = files(first);
        assertThat(names).hasSizeGreaterThan(50);
        List<String> different = new ArrayList<>();
        for (int i = 1; i < THREADS.length; i++) {
            Path other = answers(THREADS[i], recordings);
            assertThat(files(other)).isEqualTo(names);
            for (Path name : names) {
                if (Files.mismatch(first.resolve(name), other.resolve(name)) >= 0) {
                    different.add(name + " with " + THREADS[i] + " threads");
                }
            }
        }
        assertThat(different).as("seed %d", SEED).isEmpty();
    }

    private List<String> recordings() throws IOException {
        List<String> recordings = new ArrayList<>();
        recordings.add(SAMPLES.resolve("maperror-612").toString());
        recordings.add(SAMPLES.resolve("bugs-612").toString());
        if (EVENTS > 0) {
            recordings.add(generated());
        }
        if (Boolean.getBoolean("dmatape.determinism.samples")) {
            try (Stream<Path> samples = Files.list(SAMPLES)) {
                samples.filter(sample -> Files.exists(sample.resolve("trace.dat")))
                        .map(Path::toString)
                        .forEach(recordings::add);
            }
        }
        return recordings.stream().distinct().toList();
    }

    private String generated() throws IOException {
        Path recording = Files.createDirectory(folder.resolve("generated"));
        Cli.Result made = Cli.run(
                "generate",
                "--events",
                Integer.toString(EVENTS),
                "--seed",
                Long.toString(SEED),
                "--tick",
                "1000",
                "--bug",
                BUGS,
                "--device-log",
                recording.resolve("qemu.log").toString(),
                "-o",
                recording.resolve("trace.dat").toString(),
                "-q");
        assertThat(made.exitCode()).as(made.messages()).isZero();
        return recording.toString();
    }

    private Path answers(String threads, List<String> recordings) throws IOException, InterruptedException {
        Path output = Files.createTempDirectory(folder, threads + "-");
        List<String> command = ChildJava.command(
                EveryAnswer.class,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:ActiveProcessorCount=" + threads);
        command.add(output.toString());
        command.addAll(recordings);
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
        return output;
    }

    private static List<Path> files(Path tree) {
        try (Stream<Path> files = Files.walk(tree)) {
            return files.filter(Files::isRegularFile)
                    .map(tree::relativize)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
