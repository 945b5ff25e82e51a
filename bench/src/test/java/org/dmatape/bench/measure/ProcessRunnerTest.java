// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dmatape.bench.measure.Alternation.Turn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessRunnerTest {

    @TempDir
    private Path folder;

    @Test
    void keepsWhatAProgramPrints() throws IOException {
        Path output = folder.resolve("output.txt");

        new ProcessRunner(folder).run(Command.of("echo", "echo", "hello"), output);

        assertThat(output).content().isEqualTo("hello\n");
    }

    @Test
    void findsThePeakInTheStatusOfAProcess() throws IOException {
        assertThat(MemoryWatch.peakRssBytes("Name:\tcat\nVmPeak:\t    9000 kB\nVmHWM:\t    1764 kB\n"))
                .isEqualTo(1764 * 1024);
        assertThat(MemoryWatch.peakRssBytes("Name:\tended\nState:\tZ (zombie)\n"))
                .isZero();
        assertThat(MemoryWatch.peakRssBytes(Files.readString(Path.of("/proc/self/status"))))
                .isPositive();
    }

    @Test
    void countsTheProcessorTimeOfEveryProgramByItself() {
        ProcessRunner runner = new ProcessRunner(folder);
        Command busy = Command.of("busy", "sh", "-c", "i=0; while [ $i -lt 200000 ]; do i=$((i + 1)); done");

        ProcessFigures first = runner.run(busy);
        ProcessFigures idle = runner.run(Command.of("idle", "true"));

        assertThat(first.cpuNs()).isPositive().isGreaterThan(idle.cpuNs());
    }

    @Test
    void saysWhatAFailedProgramSaid() {
        Command failing = Command.of("failing", "sh", "-c", "echo no such tape >&2; exit 3");

        assertThatExceptionOfType(MeasurementException.class)
                .isThrownBy(() -> new ProcessRunner(folder).run(failing))
                .withMessageContaining("exit code 3")
                .withMessageContaining("no such tape");
    }

    @Test
    void takesFindingsForASuccessWhereTheyAreOne() {
        Command findings = Command.of("findings", "sh", "-c", "exit 1").accepting(0, 1, 4);

        assertThat(new ProcessRunner(folder).run(findings).wallNs()).isPositive();
    }

    @Test
    void saysThatAProgramIsMissing() {
        assertThatExceptionOfType(MeasurementException.class)
                .isThrownBy(() -> new ProcessRunner(folder).run(Command.of("missing", "no-such-program")))
                .withMessageContaining("no-such-program");
        assertThatExceptionOfType(MeasurementException.class)
                .isThrownBy(() -> Programs.require("no-such-program"))
                .withMessage("no-such-program is not installed");
    }

    @Test
    void runsProgramsInTurnAndPreparesEachRun() {
        List<String> story = new ArrayList<>();
        List<Turn> turns = List.of(
                new Turn(Command.of("first", "true"), 1, () -> story.add("before first")),
                new Turn(Command.of("second", "true"), 2, () -> {}));

        List<Measurement> measured = Alternation.run(
                new ProcessRunner(folder), turns, 2, (command, run, _) -> story.add(command.subject() + " " + run));

        assertThat(story).containsExactly("before first", "first 1", "second 1", "before first", "first 2", "second 2");
        assertThat(measured).extracting(Measurement::subject).containsExactly("first", "second");
        assertThat(measured).extracting(Measurement::events).containsExactly(1L, 2L);
        assertThat(measured).allSatisfy(one -> assertThat(one.series().runs()).hasSize(2));
    }
}
