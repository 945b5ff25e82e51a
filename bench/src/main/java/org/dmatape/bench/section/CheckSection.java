// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.bench.section;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.dmatape.bench.bar.Bar;
import org.dmatape.bench.bar.BarResult;
import org.dmatape.bench.input.CheckReport;
import org.dmatape.bench.input.GeneratedRecording;
import org.dmatape.bench.measure.Alternation.Turn;
import org.dmatape.bench.measure.Command;
import org.dmatape.bench.measure.Measurement;
import org.dmatape.bench.measure.ProcessFigures;
import org.dmatape.bench.measure.Series;

/// How long all checks take, and what they take on a much larger tape. They must find what the generator planted, and
/// nothing else.
public final class CheckSection implements Section {

    /// No finding, findings, inconclusive: all of them mean that the checks ran.
    private static final Integer[] VERDICT_EXIT_CODES = {0, 1, 4};

    private static final double NS_PER_SECOND = 1e9;
    private static final double BYTES_PER_GIB = 1 << 30;

    @Override
    public String name() {
        return "check";
    }

    @Override
    public List<Bar> bars() {
        return List.of(Bar.CHECK_WALL, Bar.CHECK_LARGE_MEMORY, Bar.CHECK_LINEAR);
    }

    @Override
    public void measure(Bench bench, Outcome outcome) {
        GeneratedRecording recording = bench.recordings().of(bench.plan().checkEvents());
        Path tape = bench.work().resolve("check.tape");
        bench.importVerified(recording, tape);
        Command check = check(bench, tape);
        runVerified(bench, check, recording);

        Turn turn = new Turn(check, recording.truth().events(), () -> {});
        Measurement checking = bench.repeat(turn, bench.plan().runs());
        outcome.add(checking);
        outcome.add(
                BarResult.measured(Bar.CHECK_WALL, checking.series().medianWallNs() / NS_PER_SECOND, detail(checking)));
        if (bench.plan().largeCheckEvents() > 0) {
            measureLarge(bench, outcome, checking);
        }
    }

    private static void measureLarge(Bench bench, Outcome outcome, Measurement smaller) {
        GeneratedRecording recording = bench.recordings().of(bench.plan().largeCheckEvents());
        Path tape = bench.work().resolve("large-check.tape");
        bench.importVerified(recording, tape);
        Command check = check(bench, tape);
        Series once = new Series(List.of(runVerified(bench, check, recording)));
        Measurement checking =
                new Measurement(check.subject(), recording.truth().events(), once);
        outcome.add(checking);
        outcome.add(BarResult.measured(Bar.CHECK_LARGE_MEMORY, once.peakRssBytes() / BYTES_PER_GIB, detail(checking)));
        outcome.add(BarResult.measured(
                Bar.CHECK_LINEAR,
                smaller.eventsPerCpuSecond() / checking.eventsPerCpuSecond(),
                String.format(
                        Locale.ROOT,
                        "%.2f us at %,d events, %.2f us at %,d events",
                        1e6 / smaller.eventsPerCpuSecond(),
                        smaller.events(),
                        1e6 / checking.eventsPerCpuSecond(),
                        checking.events())));
    }

    private static Command check(Bench bench, Path tape) {
        return bench.dmatape("dmatape check", "check", tape.toString(), "--format", "json")
                .accepting(VERDICT_EXIT_CODES);
    }

    /// Checks once; the findings must be those the recording's truth tells of.
    private static ProcessFigures runVerified(Bench bench, Command check, GeneratedRecording recording) {
        Path report = bench.work().resolve("check.json");
        ProcessFigures figures = bench.runner().run(check, report);
        CheckReport.read(report).requireFindingsOf(recording.truth());
        return figures;
    }

    private static String detail(Measurement checking) {
        Series series = checking.series();
        return String.format(
                Locale.ROOT,
                "%,d events; runs between %.2f and %.2f s; %.0f MB",
                checking.events(),
                series.minWallNs() / NS_PER_SECOND,
                series.maxWallNs() / NS_PER_SECOND,
                series.peakRssBytes() / 1e6);
    }
}
