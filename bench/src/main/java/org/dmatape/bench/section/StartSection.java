// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.bench.section;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.dmatape.bench.bar.Bar;
import org.dmatape.bench.bar.BarResult;
import org.dmatape.bench.input.WorkFolder;
import org.dmatape.bench.measure.Alternation.Turn;
import org.dmatape.bench.measure.Command;
import org.dmatape.bench.measure.Measurement;

/// How long it takes until the prompt is back when there is hardly anything to do.
public final class StartSection implements Section {

    private static final String SAMPLE = "bugs-612";
    private static final String QUERY = "cost-operations";
    private static final double NS_PER_SECOND = 1e9;

    @Override
    public String name() {
        return "start";
    }

    @Override
    public List<Bar> bars() {
        return List.of(Bar.VERSION_WALL, Bar.QUERY_WALL, Bar.DEMO_WALL);
    }

    @Override
    public void measure(Bench bench, Outcome outcome) {
        timed(bench, outcome, Bar.VERSION_WALL, bench.dmatape("dmatape --version", "--version"));

        Path sample = bench.app().resolve("samples/recordings").resolve(SAMPLE);
        Path tape = bench.work().resolve("sample.tape");
        WorkFolder.delete(tape);
        bench.runner().run(bench.dmatape("dmatape import, sample", "import", sample.toString(), "-o", tape.toString()));
        timed(
                bench,
                outcome,
                Bar.QUERY_WALL,
                bench.dmatape("dmatape query, sample", "query", tape.toString(), QUERY, "--format", "json"));

        Path demo = bench.work().resolve("demo.tape");
        timed(bench, outcome, Bar.DEMO_WALL, bench.dmatape("dmatape demo", "demo", "-q", "-o", demo.toString()));
    }

    private static void timed(Bench bench, Outcome outcome, Bar bar, Command command) {
        bench.runner().run(command); // the first start may still make the start-up cache
        Turn turn = new Turn(command, 0, () -> {});
        Measurement measured = bench.repeat(turn, bench.plan().startRuns());
        outcome.add(measured);
        outcome.add(BarResult.measured(
                bar,
                measured.series().medianWallNs() / NS_PER_SECOND,
                String.format(
                        Locale.ROOT,
                        "runs between %.2f and %.2f s",
                        measured.series().minWallNs() / NS_PER_SECOND,
                        measured.series().maxWallNs() / NS_PER_SECOND)));
    }
}
