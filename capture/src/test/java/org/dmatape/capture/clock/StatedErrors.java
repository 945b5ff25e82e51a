// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock;

import static org.assertj.core.api.Assertions.assertThat;

import org.dmatape.capture.clock.Alignment.Aligned;

/// Holds what a tied clock states of its error against where its times truly lie.
final class StatedErrors {

    private StatedErrors() {}

    /// Sees to it that the true relation lies within the stated error at any time.
    ///
    /// @param stepNs from one time looked at to the next
    /// @return the share of the time in which more is stated than `largeNs`
    static double shareAbove(long largeNs, SimulatedQueue queue, long seed, long stepNs) {
        Alignment alignment = ClockAligner.align(queue.driver(), queue.device());
        assertThat(alignment).as("seed %d", seed).isInstanceOf(Aligned.class);
        Aligned aligned = (Aligned) alignment;
        long large = 0;
        long count = 0;
        for (long trueNs = queue.driver().firstNs(); trueNs < queue.driver().lastNs(); trueNs += stepNs) {
            long tapeNs = aligned.map().apply(queue.deviceClock(trueNs));
            long statedNs = at(aligned, tapeNs);
            assertThat(Math.abs(tapeNs - trueNs))
                    .as("seed %d at %d", seed, trueNs)
                    .isLessThanOrEqualTo(statedNs + 1);
            large += statedNs > largeNs ? 1 : 0;
            count++;
        }
        return (double) large / count;
    }

    private static long at(Aligned aligned, long tapeNs) {
        return aligned.windows().stream()
                .filter(window -> window.fromNs() <= tapeNs && tapeNs <= window.toNs())
                .mapToLong(ClockWindow::uncertaintyNs)
                .max()
                .orElseGet(() -> aligned.windows().getFirst().uncertaintyNs());
    }
}
