// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.bench.section;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.dmatape.bench.bar.Bar;
import org.dmatape.bench.bar.BarResult;
import org.dmatape.bench.input.GeneratedRecording;
import org.dmatape.bench.measure.Alternation.Turn;
import org.dmatape.bench.measure.Command;
import org.dmatape.bench.measure.Measurement;

/// How many events a replay takes per second of processor time, against the model and under all policies side by side.
/// Start of the Java VM included; the events are those of the recording, some of which share a row of the tape.
public final class ReplaySection implements Section {

    /// Nothing wrong, divergences, losses: all of them mean that the replay ran.
    private static final Integer[] EXIT_CODES = {0, 1, 4};

    private static final double PER_MILLION = 1e6;

    @Override
    public String name() {
        return "replay";
    }

    @Override
    public List<Bar> bars() {
        return List.of(Bar.REPLAY_RATE, Bar.POLICY_RATE);
    }

    @Override
    public void measure(Bench bench, Outcome outcome) {
        GeneratedRecording recording = bench.recordings().of(bench.plan().replayEvents());
        Path tape = bench.work().resolve("replay.tape");
        bench.importVerified(recording, tape);
        Command model =
                bench.dmatape("dmatape replay", "replay", "-q", tape.toString()).accepting(EXIT_CODES);
        Command policies = bench.dmatape("dmatape replay --policy", "replay", "-q", tape.toString(), "--policy")
                .accepting(EXIT_CODES);
        long events = recording.truth().events();
        List<Measurement> measured = bench.alternate(
                List.of(new Turn(model, events, () -> {}), new Turn(policies, events, () -> {})),
                bench.plan().runs());
        measured.forEach(outcome::add);
        outcome.add(rate(Bar.REPLAY_RATE, measured.getFirst()));
        outcome.add(rate(Bar.POLICY_RATE, measured.getLast()));
    }

    private static BarResult rate(Bar bar, Measurement replay) {
        return BarResult.measured(
                bar,
                replay.eventsPerCpuSecond() / PER_MILLION,
                String.format(
                        Locale.ROOT,
                        "%,d events; %.2f M per second of wall time; %.0f MB",
                        replay.events(),
                        replay.eventsPerSecond() / PER_MILLION,
                        replay.series().peakRssBytes() / PER_MILLION));
    }
}
