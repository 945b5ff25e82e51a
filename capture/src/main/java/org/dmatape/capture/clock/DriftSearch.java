// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock;

import org.dmatape.capture.clock.offset.FeasibleOffsets;

/// Finds how fast two clocks drift apart, when it is known how they relate at one moment. While signals follow each
/// other closely the match finds that by itself; behind seconds of silence, clocks that drift have moved by more than
/// what lies between two signals, and each would be paired with its neighbour.
final class DriftSearch {

    private static final double COARSE_STEP = 5e-5;
    private static final double FINE_STEP = 5e-6;
    /// A step of drift should not move the end of a recording by more; where many signals lie between, the match
    /// follows.
    private static final double STEP_AT_END_NS = 100_000;
    private static final int FEW_PAIRS = 10_000;

    private final int mostSteps;
    private QueueAssignment best;

    private DriftSearch(QueueAssignment steady, int mostSteps) {
        this.best = steady;
        this.mostSteps = mostSteps;
    }

    /// The guess behind an assignment, with the drift at which its queues fit best.
    ///
    /// @param spanNs how long the recording is
    static Guess of(QueueAssignment steady, long spanNs, int mostSteps) {
        DriftSearch search = new DriftSearch(steady, mostSteps);
        double step = steady.pairCount() > FEW_PAIRS
                ? COARSE_STEP
                : Math.clamp(STEP_AT_END_NS / spanNs, FINE_STEP, COARSE_STEP);
        search.around(0, step, (int) Math.round(FeasibleOffsets.MOST_DRIFT / step));
        search.around(search.best.guess().drift(), FINE_STEP, (int) Math.round(COARSE_STEP / FINE_STEP));
        return search.best.guess();
    }

    /// Tries what lies around, the nearest first: of what fits equally, the least change is taken.
    private void around(double drift, double step, int steps) {
        for (int i = 1; i <= steps; i++) {
            attempt(drift + i * step);
            attempt(drift - i * step);
        }
    }

    private void attempt(double drift) {
        QueueAssignment attempt = best.drifting(drift, mostSteps);
        if (attempt.score() > best.score()) {
            best = attempt;
        }
    }
}
