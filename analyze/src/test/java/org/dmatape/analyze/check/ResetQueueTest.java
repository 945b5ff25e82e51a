// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.dmatape.analyze.fixture.Checks;
import org.dmatape.analyze.fixture.FixtureTape;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.format.schema.VqOpColumn;
import org.junit.jupiter.api.Test;

/// A driver that resets a queue takes its buffers back. From recordings of `ethtool -G` on virtio-net, without a probe
/// on `virtqueue_detach_unused_buf`.
class ResetQueueTest {

    private static final long VQ = 0x1000;
    private static final int MANY = 8;
    private static final int RING = 16;

    private final FixtureTape tape = new FixtureTape();

    @Test
    void manyBuffersInARowThatNeverCameBackWereTakenBack() {
        post(MANY);
        post(MANY);
        traffic();

        assertThat(Checks.findings(tape, "stalled-buffer")).isEmpty();
        assertThat(Checks.findings(tape, "duplicate-token")).isEmpty();
    }

    @Test
    void fewerWereNot() {
        post(MANY - 1);
        traffic();

        assertThat(Checks.findings(tape, "stalled-buffer")).hasSize(MANY - 1);
    }

    @Test
    void aRingThatWasFreeAgainHeldNoBuffer() {
        addOf(RING, 0x10);
        addOf(RING, 0x10);
        tape.getBuf(VQ, 0x10);
        addOf(RING, 0x20);
        addOf(RING - 1, 0x20);
        traffic();

        assertThat(Checks.findings(tape, "duplicate-token"))
                .as("only the second, of which the ring held a buffer")
                .hasSize(1);
        assertThat(Checks.findings(tape, "stalled-buffer"))
                .as("the ring was never free again")
                .hasSize(1);
    }

    @Test
    void aQueueThatIsAlwaysNearlyFullHasNoFreeRing() {
        addOf(1, 0x10);
        traffic(1);

        assertThat(Checks.findings(tape, "stalled-buffer")).hasSize(1);
    }

    /// A recording that begins under load.
    @Test
    void theMostDescriptorsSoFarAreNotTheWholeRing() {
        addOf(RING, 0x10);
        addOf(RING, 0x20);
        addOf(RING, 0x20);
        traffic(RING - 1);
        addOf(2 * RING, 0x30);
        tape.getBuf(VQ, 0x30);

        assertThat(Checks.findings(tape, "duplicate-token")).hasSize(1);
    }

    private void addOf(int freeDescriptors, long token) {
        tape.add(VQ, token);
        tape.with(TapeTable.VQ_OP, VqOpColumn.NUM_FREE, freeDescriptors);
    }

    private void post(int buffers) {
        for (int token = 1; token <= buffers; token++) {
            tape.add(VQ, token);
        }
    }

    private void traffic(int freeDescriptors) {
        for (int i = 0; i < 40; i++) {
            addOf(freeDescriptors, 0x100);
            tape.getBuf(VQ, 0x100);
        }
    }

    private void traffic() {
        for (int i = 0; i < 40; i++) {
            tape.add(VQ, 0x100);
            tape.getBuf(VQ, 0x100);
        }
    }
}
