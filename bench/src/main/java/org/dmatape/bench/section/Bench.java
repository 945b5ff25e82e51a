// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.bench.section;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.dmatape.bench.floor.Floor;
import org.dmatape.bench.input.GeneratedRecording;
import org.dmatape.bench.input.Recordings;
import org.dmatape.bench.input.Tape;
import org.dmatape.bench.input.WorkFolder;
import org.dmatape.bench.measure.Alternation;
import org.dmatape.bench.measure.Alternation.Turn;
import org.dmatape.bench.measure.Command;
import org.dmatape.bench.measure.Measurement;
import org.dmatape.bench.measure.ProcessRunner;

/// What every section works with.
///
/// @param launcher the `dmatape` script, which is what users start
/// @param app the built distribution it starts
/// @param java the java it starts it with
/// @param plan what to measure
/// @param work where recordings and tapes lie
/// @param recordings makes recordings
/// @param runner runs programs
/// @param progress hears about every run
public record Bench(
        Path launcher,
        Path app,
        Path java,
        Plan plan,
        WorkFolder work,
        Recordings recordings,
        ProcessRunner runner,
        Alternation.Listener progress) {

    private static final List<String> JAVA_OPTIONS =
            List.of("-XX:+UseSerialGC", "-Xmx1g", "--enable-native-access=ALL-UNNAMED");

    /// Where zstd-jni finds its native library, which is not in its jar here.
    private static final String ZSTD_LIBRARY = "ZstdNativePath";

    /// dmatape, started as its users start it.
    Command dmatape(String subject, String... arguments) {
        return Command.of(
                subject,
                Stream.concat(Stream.of(launcher.toString()), Stream.of(arguments))
                        .toArray(String[]::new));
    }

    /// An import, with the tape of the run before taken away first.
    Turn importing(GeneratedRecording recording, Path tape) {
        return new Turn(
                dmatape("dmatape import", "import", recording.file().toString(), "-o", tape.toString()),
                recording.truth().events(),
                () -> WorkFolder.delete(tape));
    }

    /// Imports once, outside of any measurement, and holds the tape against the generator's truth.
    Tape importVerified(GeneratedRecording recording, Path tape) {
        Turn turn = importing(recording, tape);
        turn.before().run();
        runner.run(turn.command());
        return Tape.read(tape).requireEventsOf(recording);
    }

    /// The floor of that import, on as many threads as it uses.
    Turn floorOf(GeneratedRecording recording, Tape tape) {
        Path output = work.resolve("floor.bin");
        List<String> words = new ArrayList<>();
        words.add(java.toString());
        words.addAll(JAVA_OPTIONS);
        Optional.ofNullable(System.getProperty(ZSTD_LIBRARY))
                .ifPresent(library -> words.add("-D" + ZSTD_LIBRARY + "=" + library));
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), Floor.class.getName()));
        words.addAll(List.of(recording.file().toString(), output.toString(), Long.toString(tape.sizeBytes())));
        words.add(Integer.toString(Runtime.getRuntime().availableProcessors()));
        Command command = new Command("floor", words, Set.of(0));
        return new Turn(command, recording.truth().events(), () -> WorkFolder.delete(output));
    }

    List<Measurement> alternate(List<Turn> turns, int runs) {
        return Alternation.run(runner, turns, runs, progress);
    }

    Measurement repeat(Turn turn, int runs) {
        return alternate(List.of(turn), runs).getFirst();
    }
}
