// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock.offset;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Cuts bounds into stretches of time in each of which a steady offset contradicts nothing, or hardly anything: some
/// bounds are wrong, and are left out. Which are wrong shows in those that follow. What contradicts the offset so far
/// is taken for the begin of another one, beside it, until more of what follows contradicts the one or the other: most
/// bounds are too loose to contradict either, and say nothing.
final class SegmentCutter {

    /// Cells that contradict a segment, and less what would come after it, end it.
    private static final int ENDING_CELLS = 8;

    private final OffsetBounds bounds;
    private final long slackNs;
    private final int[] cells;
    private final List<OffsetSegment> segments = new ArrayList<>();

    /// @param slackNs how far the clock may stray from a steady offset
    SegmentCutter(OffsetBounds bounds, long slackNs) {
        this.bounds = bounds;
        this.slackNs = slackNs;
        this.cells = IntStream.range(0, bounds.cells())
                .filter(cell -> !bounds.isEmpty(cell))
                .toArray();
    }

    /// An offset that fits the cells from one on, or most of them.
    private final class Run {

        private final int first;
        private int last;
        private int misfits;
        private FeasibleOffsets possible;

        Run(int first, FeasibleOffsets possible) {
            this.first = first;
            this.last = first - 1;
            this.possible = possible;
        }

        /// Takes in the next cell, if it fits.
        boolean take(int cell) {
            FeasibleOffsets longer = possible.copy();
            bounds.addTo(longer, cells[cell], slackNs);
            boolean fits = longer.solve();
            if (fits) {
                possible = longer;
                last = cell;
            } else {
                misfits++;
            }
            return fits;
        }

        void end() {
            if (last >= first && possible.solve() && possible.isBounded()) {
                segments.add(new OffsetSegment(
                        bounds.firstIn(cells[first]), bounds.lastIn(cells[last]), possible, possible.middle()));
            }
        }
    }

    /// The segments.
    List<OffsetSegment> cut() {
        int next = 0;
        boolean jumped = false;
        while (next < cells.length) {
            FeasibleOffsets possible = new FeasibleOffsets();
            if (!segments.isEmpty() && !jumped) {
                segments.getLast().carryTo(possible);
            }
            Run run = new Run(next, possible);
            int ended = follow(run);
            run.end();
            jumped = run.last < next && !jumped;
            next = Math.max(next + 1, ended);
        }
        return List.copyOf(segments);
    }

    /// Follows an offset for as long as it fits.
    ///
    /// @return the cell at which another one begins
    private int follow(Run run) {
        @Nullable Run other = null;
        int lastBefore = run.last;
        FeasibleOffsets before = run.possible;
        for (int cell = run.first; cell < cells.length; cell++) {
            if (other == null) {
                lastBefore = run.last;
                before = run.possible;
            }
            boolean fits = run.take(cell);
            if (other == null && !fits) {
                run.misfits = 1;
                other = new Run(cell, new FeasibleOffsets());
            }
            if (other != null) {
                other.take(cell);
                if (other.misfits > run.misfits) {
                    other = null;
                } else if (run.misfits >= ENDING_CELLS) {
                    run.last = lastBefore;
                    run.possible = before;
                    return other.first;
                }
            }
        }
        return cells.length;
    }
}
