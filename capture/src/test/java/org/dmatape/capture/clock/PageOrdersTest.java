// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.dmatape.capture.clock.Alignment.Aligned;
import org.dmatape.capture.clock.Alignment.NotAligned;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What both sides saw happen to pages, of which the true relation of the clocks is known.
/// `-Ddmatape.clock.seeds=N` tries more.
class PageOrdersTest {

    private static final long STEP_NS = 50_000_000;
    private static final long FEW_MICROSECONDS_NS = 12_000;

    static LongStream seeds() {
        return LongStream.range(0, Long.getLong("dmatape.clock.seeds", 6));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void invalidationsInsideTheOperationsThatAskForThemTieTheClocksToMicroseconds(long seed) {
        SimulatedQueue queue = queue(seed);
        pages(queue, seed, 0, 0, 0);

        assertThat(align(queue, seed).sharedUncertaintyNs()).isLessThan(FEW_MICROSECONDS_NS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aClockThatIsCorrectedAllTheTimeStaysWithinTheBound(long seed) {
        SimulatedQueue queue = SimulatedQueue.ofDisciplinedClock(seed, 5e-6);
        queue.run(10_000, 0.1, 0.1, 0.02);
        pages(queue, seed, 0, 0, 0);

        assertThat(align(queue, seed).sharedUncertaintyNs()).isLessThan(FEW_MICROSECONDS_NS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aDeviceThatUsesPagesLongAfterTheyWereUnmappedMovesNothing(long seed) {
        SimulatedQueue queue = queue(seed);
        pages(queue, seed, 0.5, 0, 0);

        assertThat(align(queue, seed).sharedUncertaintyNs()).isLessThan(FEW_MICROSECONDS_NS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aFewOperationsThatNobodyRecordedMoveNothing(long seed) {
        SimulatedQueue queue = queue(seed);
        pages(queue, seed, 0, 0.03, 0);

        align(queue, seed);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void invalidationsThatHardlyAnyOperationExplainsAreNoEvidence(long seed) {
        SimulatedQueue queue = queue(seed);
        long withoutNs = align(queue, seed).sharedUncertaintyNs();
        pages(queue, seed, 0, 0.8, 0.5);

        assertThat(align(queue, seed).sharedUncertaintyNs()).isEqualTo(withoutNs);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void clocksAreTiedByPagesAloneWhereNoVirtqueueTiesThem(long seed) {
        SimulatedQueue queue = idle(seed);
        pages(queue, seed, 0.2, 0.02, 0);

        Aligned aligned = align(queue, seed);

        assertThat(aligned.sharedUncertaintyNs()).isLessThan(FEW_MICROSECONDS_NS);
        assertThat(aligned.queues()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void pagesOfTwoMachinesTieNothing(long seed) {
        SimulatedQueue one = idle(seed);
        SimulatedQueue other = idle(seed + 1_000);
        pages(one, seed, 0, 0, 0);
        pages(other, seed + 1_000, 0, 0, 0);

        assertThat(ClockAligner.align(one.driver(), other.device())).isInstanceOf(NotAligned.class);
    }

    /// A log of minutes holds gaps like those of any handful of unmaps.
    @ParameterizedTest
    @MethodSource("seeds")
    void aHandfulOfUnmapsIsTiedByNothing(long seed) {
        SimulatedQueue few = idle(seed);
        new SimulatedPages(few, seed).run(SimulatedQueue.BEGIN_NS, SimulatedQueue.BEGIN_NS + 4_000_000, 0, 0, 0);
        SimulatedQueue boot = idle(seed + 1_000);
        pages(boot, seed + 1_000, 0, 0, 0);

        assertThat(ClockAligner.align(few.driver(), boot.device())).isInstanceOf(NotAligned.class);
    }

    /// A second in which no virtqueue does anything.
    private static SimulatedQueue idle(long seed) {
        SimulatedQueue queue = new SimulatedQueue(seed, new Random(seed).nextDouble(-5e-4, 5e-4));
        for (long atNs : new long[] {SimulatedQueue.BEGIN_NS, SimulatedQueue.BEGIN_NS + 1_000_000_000}) {
            queue.driver().see(atNs);
            queue.device().see(queue.deviceClock(atNs));
        }
        return queue;
    }

    private static SimulatedQueue queue(long seed) {
        SimulatedQueue queue = new SimulatedQueue(seed, new Random(seed).nextDouble(-5e-4, 5e-4));
        queue.run(1_000, 0.1, 0.1, 0.02);
        return queue;
    }

    private static void pages(SimulatedQueue queue, long seed, double used, double missing, double strangers) {
        new SimulatedPages(queue, seed)
                .run(queue.driver().firstNs(), queue.driver().lastNs(), used, missing, strangers);
    }

    /// Aligns, and sees to it that the true relation lies within the stated error.
    private static Aligned align(SimulatedQueue queue, long seed) {
        Alignment alignment = ClockAligner.align(queue.driver(), queue.device());
        assertThat(alignment).as("seed %d", seed).isInstanceOf(Aligned.class);
        Aligned aligned = (Aligned) alignment;
        for (long trueNs = queue.driver().firstNs(); trueNs < queue.driver().lastNs(); trueNs += STEP_NS) {
            long tapeNs = aligned.map().apply(queue.deviceClock(trueNs));
            assertThat(Math.abs(tapeNs - trueNs))
                    .as("seed %d at %d", seed, trueNs)
                    .isLessThanOrEqualTo(uncertaintyAt(aligned, tapeNs) + 1);
        }
        return aligned;
    }

    private static long uncertaintyAt(Aligned aligned, long tapeNs) {
        return aligned.windows().stream()
                .filter(window -> window.fromNs() <= tapeNs && tapeNs <= window.toNs())
                .mapToLong(ClockWindow::uncertaintyNs)
                .max()
                .orElseGet(() -> aligned.windows().getFirst().uncertaintyNs());
    }
}
