// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.LongStream;
import org.dmatape.capture.clock.Alignment.Aligned;
import org.dmatape.capture.clock.Alignment.NotAligned;
import org.dmatape.capture.clock.signal.QueueIdentity;
import org.dmatape.capture.clock.signal.SideSignals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Simulated queues, of which the true relation of the clocks is known.
class ClockAlignerTest {

    private static final long STEP_NS = 50_000_000;

    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theTrueOffsetLiesWithinTheBoundWhateverIsSuppressedCoalescedOrLost(long seed) {
        Random random = new Random(seed);
        SimulatedQueue queue = new SimulatedQueue(seed, random.nextDouble(-5e-4, 5e-4));
        queue.run(
                random.nextInt(100, 4000),
                random.nextDouble() * 0.15,
                random.nextDouble() * 0.15,
                random.nextDouble() * 0.1);

        Alignment alignment = ClockAligner.align(queue.driver(), queue.device());

        assertThat(alignment).isInstanceOf(Aligned.class);
        Aligned aligned = (Aligned) alignment;
        assertThat(aligned.sharedUncertaintyNs()).isLessThan(200_000);
        assertTrueOffsetWithinTheBound(queue, aligned, seed);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatFollowsSecondsOfSilenceIsPairedAsTheDriftSays(long seed) {
        Random random = new Random(seed);
        SimulatedQueue queue = new SimulatedQueue(seed, random.nextDouble(-5e-4, 5e-4));
        queue.run(40, 0, 0, 0);
        queue.rest(random.nextLong(1_000_000_000, 15_000_000_000L));
        queue.run(12, 0, 0, 0);

        Aligned aligned = (Aligned) ClockAligner.align(queue.driver(), queue.device());

        assertThat(aligned.sharedUncertaintyNs()).isLessThan(200_000);
        assertTrueOffsetWithinTheBound(queue, aligned, seed);
    }

    /// As the request queues of a virtio-scsi device, one for each CPU.
    @Test
    void queuesOfOneNameAreToldApartByTheirNumbers() {
        SimulatedQueue queues = new SimulatedQueue(11, 1e-4);
        for (int turn = 0; turn < 40; turn++) {
            queues.runNumbered(2 + turn % 2, 3);
        }

        Aligned aligned = (Aligned) ClockAligner.align(queues.driver(), queues.device());

        assertThat(aligned.queues())
                .extracting(QueueIdentity::queueIndex)
                .containsExactlyInAnyOrder(OptionalInt.of(2), OptionalInt.of(3));
        assertTrueOffsetWithinTheBound(queues, aligned, 11);
    }

    private static void assertTrueOffsetWithinTheBound(SimulatedQueue queue, Aligned aligned, long seed) {
        for (long trueNs = queue.driver().firstNs(); trueNs < queue.driver().lastNs(); trueNs += STEP_NS) {
            long tapeNs = aligned.map().apply(queue.deviceClock(trueNs));
            assertThat(Math.abs(tapeNs - trueNs))
                    .as("seed %d at %d", seed, trueNs)
                    .isLessThanOrEqualTo(uncertaintyAt(aligned, tapeNs) + 1);
        }
    }

    @Test
    void aQueueOfTheDeviceGetsTheNameOfTheGuest() {
        SimulatedQueue queue = new SimulatedQueue(7, 1e-4);
        queue.run(400, 0, 0, 0);

        Aligned aligned = (Aligned) ClockAligner.align(queue.driver(), queue.device());

        assertThat(aligned.queues()).containsExactly(new QueueIdentity("0x2", "virtio0", OptionalInt.of(0)));
    }

    @Test
    void queuesOfTwoMachinesAreTiedByNothing() {
        for (long seed = 0; seed < 10; seed++) {
            SimulatedQueue one = new SimulatedQueue(seed, 0);
            SimulatedQueue other = new SimulatedQueue(seed + 1000, 0);
            one.run(500, 0, 0, 0);
            other.run(500, 0, 0, 0);

            assertThat(ClockAligner.align(one.driver(), other.device()))
                    .as("seed %d", seed)
                    .isInstanceOf(NotAligned.class);
        }
    }

    @Test
    void aSideThatSawNothingIsTiedByNothing() {
        SimulatedQueue queue = new SimulatedQueue(1, 0);
        queue.run(50, 0, 0, 0);

        assertThat(ClockAligner.align(queue.driver(), new SideSignals())).isInstanceOf(NotAligned.class);
        assertThat(ClockAligner.align(new SideSignals(), queue.device())).isInstanceOf(NotAligned.class);
    }

    private static long uncertaintyAt(Aligned aligned, long tapeNs) {
        return aligned.windows().stream()
                .filter(window -> window.fromNs() <= tapeNs && tapeNs <= window.toNs())
                .mapToLong(ClockWindow::uncertaintyNs)
                .max()
                .orElse(aligned.windows().stream()
                        .mapToLong(ClockWindow::uncertaintyNs)
                        .max()
                        .orElseThrow());
    }
}
