// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.bench.section;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dmatape.bench.bar.Bar;
import org.dmatape.bench.bar.BarResult;
import org.dmatape.bench.input.CtfTrace;
import org.dmatape.bench.input.GeneratedRecording;
import org.dmatape.bench.input.Tape;
import org.dmatape.bench.measure.Alternation.Turn;
import org.dmatape.bench.measure.Command;
import org.dmatape.bench.measure.Measurement;
import org.dmatape.bench.measure.Ratio;

/// How fast an import is: beside trace-cmd on the same recording, beside babeltrace2 on a trace it can read, and beside
/// the floor. They run in turn; trace-cmd's and the import's counts of events are held against the generator's first.
public final class ImportSection implements Section {

    @Override
    public String name() {
        return "import";
    }

    @Override
    public List<Bar> bars() {
        return List.of(
                Bar.IMPORT_OVER_TRACE_CMD, Bar.IMPORT_OVER_BABELTRACE, Bar.IMPORT_OVER_FLOOR, Bar.TAPE_BYTES_PER_EVENT);
    }

    @Override
    public void measure(Bench bench, Outcome outcome) {
        GeneratedRecording recording = bench.recordings().of(bench.plan().importEvents());
        Tape tape = bench.importVerified(recording, bench.work().resolve("import.tape"));
        outcome.add(bytesPerEvent(tape));

        List<Turn> turns = new ArrayList<>();
        turns.add(bench.importing(recording, tape.path()));
        turns.add(bench.floorOf(recording, tape));
        Optional<Turn> traceCmd =
                outcome.attempt(Bar.IMPORT_OVER_TRACE_CMD, () -> new TraceCmd(bench).reportOf(recording));
        traceCmd.ifPresent(turns::add);
        Optional<Turn> babeltrace = outcome.attempt(Bar.IMPORT_OVER_BABELTRACE, () -> babeltrace(bench));
        babeltrace.ifPresent(turns::add);

        List<Measurement> measured = bench.alternate(turns, bench.plan().runs());
        measured.forEach(outcome::add);
        Measurement importing = measured.getFirst();
        outcome.add(overFloor(importing, measured.get(1)));
        traceCmd.ifPresent(
                turn -> outcome.add(rateOver(Bar.IMPORT_OVER_TRACE_CMD, importing, measured.get(turns.indexOf(turn)))));
        babeltrace.ifPresent(turn ->
                outcome.add(rateOver(Bar.IMPORT_OVER_BABELTRACE, importing, measured.get(turns.indexOf(turn)))));
    }

    private static Turn babeltrace(Bench bench) {
        CtfTrace trace = CtfTrace.of(bench.plan().ctfEvents(), bench.work(), bench.runner(), bench.java());
        Command decode = Command.of(
                "babeltrace2 -o dummy",
                "babeltrace2",
                "-o",
                "dummy",
                trace.folder().toString());
        return new Turn(decode, trace.events(), () -> {});
    }

    private static BarResult bytesPerEvent(Tape tape) {
        return BarResult.measured(
                Bar.TAPE_BYTES_PER_EVENT,
                (double) tape.sizeBytes() / tape.events(),
                String.format(Locale.ROOT, "%,d bytes, %,d events", tape.sizeBytes(), tape.events()));
    }

    private static BarResult overFloor(Measurement importing, Measurement floor) {
        Ratio ratio = importing.wallOver(floor);
        return BarResult.measured(Bar.IMPORT_OVER_FLOOR, ratio.median(), between(ratio));
    }

    private static BarResult rateOver(Bar bar, Measurement importing, Measurement peer) {
        Ratio ratio = importing.rateOver(peer);
        String detail = String.format(
                Locale.ROOT,
                "%.2f over %.2f M events/s; %s; %.2f x by processor time",
                importing.eventsPerSecond() / 1e6,
                peer.eventsPerSecond() / 1e6,
                between(ratio),
                importing.eventsPerCpuSecond() / peer.eventsPerCpuSecond());
        return BarResult.measured(bar, ratio.median(), detail);
    }

    private static String between(Ratio ratio) {
        return String.format(Locale.ROOT, "runs between %.2f and %.2f", ratio.least(), ratio.most());
    }
}
