// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.dmatape.cli.Cli;
import org.dmatape.cli.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs that are killed without warning, at instants drawn by a seed. `-Ddmatape.kill.rounds=N` draws more of them.
class KilledRunTest {

    private static final int ROUNDS = Integer.getInteger("dmatape.kill.rounds", 2);
    private static final long SEED = Long.getLong("dmatape.kill.seed", 4711);

    @TempDir
    private Path folder;

    @Test
    void theNextRunGoesOnAndNothingIsLostOrDoubled() throws IOException, InterruptedException {
        LabFolder lab = new LabFolder(folder.resolve("killed"));
        LabFolder quiet = new LabFolder(folder.resolve("quiet"));
        for (LabFolder each : List.of(lab, quiet)) {
            each.add("net-strict-73", "2026-11-20/net");
            each.add("maperror-612", "2026-11-20/error");
            each.add("bugs-612", "2026-11-20/bugs");
        }
        long beganNs = System.nanoTime();
        run(quiet).waitFor();
        long wholeNs = System.nanoTime() - beganNs;
        Random random = new Random(SEED);

        for (int round = 0; round < ROUNDS; round++) {
            Process victim = run(lab);
            long livesNs = (long) (random.nextDouble() * wholeNs);
            if (!victim.waitFor(livesNs, TimeUnit.NANOSECONDS)) {
                victim.destroyForcibly().waitFor();
            }
        }
        Cli.Result last = lab.nightly();

        assertThat(last.messages()).as("seed %d", SEED).contains("0 unreadable, 0 left");
        assertThat(lab.facts()).as("seed %d", SEED).isEqualTo(quiet.facts());
        Cli.Result verified = Cli.run("store", "verify", lab.store().toString());
        assertThat(verified.exitCode())
                .as("seed %d: %s", SEED, verified.messages())
                .isZero();
        try (Stream<Path> left = Files.walk(lab.store().resolve("work"))) {
            assertThat(left).as("seed %d", SEED).noneMatch(Files::isRegularFile);
        } catch (NoSuchFileException nothingWasLeftToTakeIn) {
            assertThat(last.messages()).contains("0 new");
        }
    }

    private static Process run(LabFolder lab) throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "--add-opens=java.base/java.nio=ALL-UNNAMED",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Main.class.getName(),
                        "nightly",
                        lab.recordings().toString(),
                        "--store",
                        lab.store().toString(),
                        "--jobs",
                        "2",
                        "-q")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
