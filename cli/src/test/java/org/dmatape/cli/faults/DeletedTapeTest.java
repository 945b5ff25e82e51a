// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.dmatape.cli.Cli;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tapes that are deleted while they are read, at instants drawn by a seed.
class DeletedTapeTest {

    private static final List<String> COMMANDS = List.of(
            "check TAPE -q",
            "info TAPE",
            "cost TAPE -q",
            "query TAPE timeline -q",
            "report TAPE -f md -q",
            "diff TAPE TAPE -q",
            "replay TAPE -q",
            "export TAPE --to csv -q -o OUTPUT");

    @TempDir
    private Path folder;

    private final Random random = Faults.random();

    @Test
    void aReaderAnswersOrSaysThatTheTapeCannotBeRead() throws IOException, InterruptedException {
        Path original = folder.resolve("original.tape");
        assertThat(Cli.run("import", Faults.recording(folder).toString(), "-o", original.toString(), "-q")
                        .exitCode())
                .isZero();
        for (String command : COMMANDS) {
            long beganNs = System.nanoTime();
            Cli.Result usual = run(command, original, "usual");
            long wholeNs = System.nanoTime() - beganNs;
            assertThat(usual.exitCode()).as(command + usual.messages()).isIn(0, 1, 4);
            for (int round = 0; round < Faults.ROUNDS; round++) {
                Path tape = copy(original, folder.resolve("copy-" + round + "-" + COMMANDS.indexOf(command) + ".tape"));
                long livesNs = (long) (random.nextDouble() * wholeNs);
                String output = "round-" + round;
                CompletableFuture<Cli.Result> reader = CompletableFuture.supplyAsync(() -> run(command, tape, output));
                TimeUnit.NANOSECONDS.sleep(livesNs);
                delete(tape);
                Cli.Result result = reader.join();

                assertThat(result.exitCode())
                        .as("%s, deleted after %d ns: %s", command, livesNs, result.messages())
                        .isIn(usual.exitCode(), 3);
                if (result.exitCode() == 3) {
                    assertThat(result.messages()).contains(tape.toString()).hasLineCount(1);
                }
            }
        }
    }

    private Cli.Result run(String command, Path tape, String output) {
        String where = folder.resolve(output + "-" + COMMANDS.indexOf(command)).toString();
        return Cli.run(Stream.of(command.split(" "))
                .map(word -> word.replace("TAPE", tape.toString()).replace("OUTPUT", where))
                .toArray(String[]::new));
    }

    private static Path copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
        return to;
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
