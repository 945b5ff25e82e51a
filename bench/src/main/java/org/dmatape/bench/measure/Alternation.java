// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.bench.measure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Runs several programs in turn, so that whatever else the machine does in the meantime meets all of them alike.
public final class Alternation {

    /// A program and what must be done before each of its runs, outside the measured time.
    ///
    /// @param command the program
    /// @param events events of its input
    /// @param before done before each run
    public record Turn(Command command, long events, Runnable before) {}

    /// Hears about every run.
    @FunctionalInterface
    public interface Listener {

        /// A program was run.
        void ran(Command command, int run, ProcessFigures figures);
    }

    private Alternation() {}

    /// Runs all of them, `runs` times.
    ///
    /// @return one measurement for each, in the same order
    public static List<Measurement> run(ProcessRunner runner, List<Turn> turns, int runs, Listener listener) {
        Map<Turn, List<ProcessFigures>> figures = new HashMap<>();
        for (int run = 1; run <= runs; run++) {
            for (Turn turn : turns) {
                turn.before().run();
                ProcessFigures taken = runner.run(turn.command());
                figures.computeIfAbsent(turn, _ -> new ArrayList<>()).add(taken);
                listener.ran(turn.command(), run, taken);
            }
        }
        return turns.stream()
                .map(turn -> new Measurement(
                        turn.command().subject(), turn.events(), new Series(figures.getOrDefault(turn, List.of()))))
                .toList();
    }
}
