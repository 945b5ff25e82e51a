// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dmatape.cli.Cli;
import org.dmatape.cli.Tapes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CutCommandTest {

    private static final String DOUBLE_UNMAPS = ",unmap-unmapped,error,double-unmap,0000:00:03.0,";

    @TempDir
    private static Path folder;

    private static String bugs;

    @BeforeAll
    static void importRecording() {
        bugs = Tapes.of("bugs-612", folder);
    }

    @Test
    void aPartShowsTheSameBugByTheSameEvents() {
        String part = cut("part.tape", "--from", "19700000000", "--to", "19759000000");

        assertThat(doubleUnmaps(part)).hasSize(2).isEqualTo(doubleUnmaps(bugs));
    }

    @Test
    void aTimeWithAUnitCountsFromTheFirstEvent() {
        String part = cut("start.tape", "--to", "10s");

        String lengthSeconds = "SELECT ceil((max(ts_ns) - min(ts_ns)) / 1e9) AS s FROM device_vq_op";
        assertThat(Cli.run("query", part, "--sql", lengthSeconds).text()).isEqualToNormalizingNewlines("s\n10.0\n");
    }

    @Test
    void aTapeOfTheDevicesSideAloneHasAFirstEventToo() throws IOException {
        Path log = Path.of("..", "samples", "recordings", "bugs-612", "qemu.log");
        Path queues = Files.write(
                folder.resolve("queues.log"),
                Files.readAllLines(log).stream()
                        .filter(line -> line.contains("virtqueue_"))
                        .toList());

        assertThat(Cli.run("cut", queues.toString(), "-q", "--from", "1.5s", "-o", path("queues.tape"))
                        .exitCode())
                .isZero();

        assertThat(kicks(queues.toString(), "ts_ns >= (SELECT min(ts_ns) + 1500000000 FROM device_vq_op)"))
                .isEqualTo(kicks(path("queues.tape"), "true"))
                .isNotEqualTo(kicks(queues.toString(), "true"));
    }

    @Test
    void saysHowMuchIsLeftAndWhatItWasCutFrom() {
        Cli.Result made = Cli.run("cut", bugs, "--from", "19759000000", "-o", path("end.tape"));

        assertThat(made.exitCode()).isZero();
        assertThat(made.messages()).matches("(?s).*end\\.tape: [\\d,]+ of [\\d,]+ rows\n");
        assertThat(Cli.run("info", path("end.tape")).text()).contains("Cut from", "bugs-612");
    }

    @Test
    void aWindowThatLeavesEverythingOrNothingIsAMistake() {
        assertThat(Cli.run("cut", bugs, "-o", path("x.tape")).messages())
                .isEqualTo("dmatape: neither --from nor --to: the cut would be the whole tape\n");
        assertThat(Cli.run("cut", bugs, "--from", "100s", "-o", path("x.tape")).exitCode())
                .isEqualTo(2);
        assertThat(Cli.run("cut", bugs, "--from", "2s", "--to", "1s", "-o", path("x.tape"))
                        .exitCode())
                .isEqualTo(2);
        assertThat(Path.of(path("x.tape"))).doesNotExist();
    }

    @Test
    void anotherTapeIsReplacedOnlyWhenAsked() {
        cut("twice.tape", "--to", "1s");

        Cli.Result again = Cli.run("cut", bugs, "--to", "1s", "-o", path("twice.tape"));

        assertThat(again.exitCode()).isEqualTo(2);
        assertThat(again.messages()).contains("--overwrite");
        assertThat(Cli.run("cut", bugs, "--to", "1s", "-o", path("twice.tape"), "--overwrite")
                        .exitCode())
                .isZero();
    }

    /// The findings without the name of the tape.
    private static List<String> doubleUnmaps(String tape) {
        return Cli.run("check", tape, "--check", "unmap-unmapped", "--format", "csv")
                .text()
                .lines()
                .filter(line -> line.contains(DOUBLE_UNMAPS))
                .map(line -> line.substring(line.indexOf(DOUBLE_UNMAPS)))
                .toList();
    }

    private static String cut(String name, String... window) {
        String[] arguments = new String[window.length + 5];
        System.arraycopy(window, 0, arguments, 5, window.length);
        arguments[0] = "cut";
        arguments[1] = bugs;
        arguments[2] = "-q";
        arguments[3] = "-o";
        arguments[4] = path(name);
        assertThat(Cli.run(arguments).exitCode()).isZero();
        return path(name);
    }

    private static String path(String name) {
        return folder.resolve(name).toString();
    }

    private static String kicks(String input, String condition) {
        return Cli.run("query", input, "--sql", "SELECT count() AS n FROM device_vq_op WHERE " + condition)
                .text();
    }
}
