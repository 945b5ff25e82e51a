// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dmatape.analyze.fixture.FixtureTape.FROM_DEVICE;
import static org.dmatape.analyze.fixture.FixtureTape.TO_DEVICE;

import java.util.ArrayDeque;
import java.util.List;
import org.dmatape.analyze.fixture.Checks;
import org.dmatape.analyze.fixture.FixtureTape;
import org.junit.jupiter.api.Test;

/// Buffers that wait in a ring are not leaked. From recordings of e1000, vmxnet3 and 8139cp.
class ReceiveRingTest {

    private static final String NIC = "0000:00:04.0";
    private static final int RING = 16;
    private static final long BUFFER_BYTES = 1522;

    private final FixtureTape tape = new FixtureTape();
    private final ArrayDeque<Long> ring = new ArrayDeque<>();
    private long nextAddress = 0x10_0000;

    @Test
    void aRingThatNothingComesInToIsIdle() {
        fill(RING);
        send(20);

        assertThat(Checks.findings(tape, "leaked-map")).isEmpty();
    }

    /// e1000 copies small packets and leaves their buffers mapped.
    @Test
    void buffersOfWhichSomeAreUsedAgainAreNoMoreThanAtFirst() {
        fill(RING);
        for (int i = 0; i < 40; i++) {
            ring.addLast(ring.removeFirst());
            unmapOldest();
            fill(1);
            send(1);
        }

        assertThat(Checks.findings(tape, "leaked-map")).isEmpty();
    }

    /// A recording that begins late has not seen how the ring was filled.
    @Test
    void buffersInExchangeForOlderOnesWait() {
        for (int i = 0; i < 2 * RING; i++) {
            tape.unmap(NIC, 0x1000L * i, BUFFER_BYTES, FROM_DEVICE);
            fill(1);
            send(1);
        }
        send(10);

        assertThat(Checks.findings(tape, "leaked-map")).isEmpty();
    }

    @Test
    void oneMoreThanTheRingHoldsIsALeak() {
        fill(RING);
        for (int i = 0; i < 40; i++) {
            if (i == 7) {
                ring.removeFirst();
            } else {
                unmapOldest();
            }
            fill(1);
            send(1);
        }

        assertThat(Checks.findings(tape, "leaked-map"))
                .extracting(Finding::events)
                .containsExactly(List.of(7L));
    }

    @Test
    void buffersThatAreNeverUnmappedWhileOthersAreLeak() {
        for (int i = 0; i < 2 * RING; i++) {
            fill(1);
            send(1);
        }
        send(10);

        assertThat(Checks.findings(tape, "leaked-map")).hasSize(2 * RING);
    }

    /// The driver goes down twice and leaves its ring mapped.
    @Test
    void ringsThatWereLeftAreLeaks() {
        for (int i = 0; i < 3; i++) {
            ring.clear();
            fill(2 * RING);
            receive(5);
        }
        send(10);

        assertThat(Checks.findings(tape, "leaked-map"))
                .as("two rings, but for the last buffer that came in and seems to be of the fill behind it")
                .hasSize(4 * RING - 1);
    }

    @Test
    void ringsThatNothingCameInToAreLeaksToo() {
        fill(2 * RING);
        send(10);
        fill(2 * RING);
        send(10);

        assertThat(Checks.findings(tape, "leaked-map"))
                .extracting(Finding::events)
                .startsWith(List.of(0L))
                .hasSize(2 * RING);
    }

    @Test
    void aRingThatIsReplacedByALargerOneIsIdle() {
        fill(RING);
        receive(5);
        while (!ring.isEmpty()) {
            unmapOldest();
        }
        send(10);
        fill(4 * RING);
        send(10);

        assertThat(Checks.findings(tape, "leaked-map")).isEmpty();
    }

    @Test
    void whatTheDeviceReadsWaitsForNothing() {
        for (int i = 0; i < 2 * RING; i++) {
            tape.map(NIC, nextAddress, 0x4000_0000 + nextAddress, BUFFER_BYTES, TO_DEVICE);
            nextAddress += 0x1000;
        }
        send(10);

        assertThat(Checks.findings(tape, "leaked-map")).hasSize(2 * RING);
    }

    private void fill(int buffers) {
        for (int i = 0; i < buffers; i++) {
            ring.addLast(nextAddress);
            tape.map(NIC, nextAddress, 0x4000_0000 + nextAddress, BUFFER_BYTES, FROM_DEVICE);
            nextAddress += 0x1000;
        }
    }

    private void receive(int packets) {
        for (int i = 0; i < packets; i++) {
            unmapOldest();
            fill(1);
        }
    }

    private void unmapOldest() {
        tape.unmap(NIC, ring.removeFirst(), BUFFER_BYTES, FROM_DEVICE);
    }

    private void send(int packets) {
        for (int i = 0; i < packets; i++) {
            tape.map(NIC, 0x8000_0000L, 0x5000_0000, 60, TO_DEVICE);
            tape.unmap(NIC, 0x8000_0000L, 60, TO_DEVICE);
        }
    }
}
