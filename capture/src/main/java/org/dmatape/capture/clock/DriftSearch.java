// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock;

/// Finds how fast two clocks drift apart, when it is known how they relate at one moment. While signals follow each
/// other closely the match finds that by itself; behind seconds of silence, clocks that drift have moved by more than
/// what lies between two signals, and each would be paired with its neighbour.
final class DriftSearch {

    private static final double COARSE_STEP = 5e-5;
    private static final double FINE_STEP = 5e-6;

    private final int mostSteps;
    private QueueAssignment best;

    private DriftSearch(QueueAssignment steady, int mostSteps) {
        this.best = steady;
        this.mostSteps = mostSteps;
    }

    /// The guess behind an assignment, with the drift at which its queues fit best.
    static Guess of(QueueAssignment steady, int mostSteps) {
        DriftSearch search = new DriftSearch(steady, mostSteps);
        search.around(0, COARSE_STEP, (int) Math.round(FeasibleOffsets.MOST_DRIFT / COARSE_STEP));
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
