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
import org.dmatape.bench.measure.Series;

/// How long all checks take. They must find what the generator planted, and nothing else, before they are timed.
public final class CheckSection implements Section {

    /// No finding, findings, inconclusive: all of them mean that the checks ran.
    private static final Integer[] VERDICT_EXIT_CODES = {0, 1, 4};

    private static final double NS_PER_SECOND = 1e9;

    @Override
    public String name() {
        return "check";
    }

    @Override
    public List<Bar> bars() {
        return List.of(Bar.CHECK_WALL);
    }

    @Override
    public void measure(Bench bench, Outcome outcome) {
        GeneratedRecording recording = bench.recordings().of(bench.plan().checkEvents());
        Path tape = bench.work().resolve("check.tape");
        bench.importVerified(recording, tape);
        Command check = bench.dmatape("dmatape check", "check", tape.toString(), "--format", "json")
                .accepting(VERDICT_EXIT_CODES);

        Path report = bench.work().resolve("check.json");
        bench.runner().run(check, report);
        CheckReport.read(report).requireFindingsOf(recording.truth());

        Turn turn = new Turn(check, recording.truth().events(), () -> {});
        Measurement checking = bench.repeat(turn, bench.plan().runs());
        outcome.add(checking);
        outcome.add(
                BarResult.measured(Bar.CHECK_WALL, checking.series().medianWallNs() / NS_PER_SECOND, detail(checking)));
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
