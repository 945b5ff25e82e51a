// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dmatape.analyze.fixture.FixtureTape.FROM_DEVICE;
import static org.dmatape.analyze.fixture.FixtureTape.TO_DEVICE;

import org.dmatape.analyze.fixture.Checks;
import org.dmatape.analyze.fixture.FixtureTape;
import org.dmatape.format.schema.DmaOpColumn;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.format.schema.VqOpColumn;
import org.junit.jupiter.api.Test;

/// What is said about queues and the buffers in them.
class QueueTest {

    private static final String CRYPTO = "0000:00:08.0";
    private static final long NO_SPACE = -28;

    private final FixtureTape tape = new FixtureTape();

    /// As those of virtio-scsi.
    @Test
    void queuesOfOneNameAreToldApart() {
        refuse(0x1000, 2);
        refuse(0x2000, 3);
        refuse(0x2000, 3);

        assertThat(Checks.findings(tape, "ring-full"))
                .extracting(Finding::message)
                .containsExactly(
                        "virtio0 queue request (number 2): 1 buffer was refused, the ring was full",
                        "virtio0 queue request (number 3): 2 buffers were refused, the ring was full");
    }

    @Test
    void aQueueWithoutANameIsCalledSo() {
        tape.vqOp("interrupt", 0x1000, 0);
        tape.with(TapeTable.VQ_OP, VqOpColumn.RESULT, 0L)
                .without(TapeTable.VQ_OP, VqOpColumn.VIRTIO_DEVICE)
                .without(TapeTable.VQ_OP, VqOpColumn.QUEUE_NAME)
                .without(TapeTable.VQ_OP, VqOpColumn.QUEUE_INDEX);

        assertThat(Checks.findings(tape, "spurious-interrupt"))
                .extracting(Finding::message)
                .containsExactly("unknown device queue unknown: 1 interrupt found no used buffer");
    }

    /// From a recording of virtio-net that sends: it takes what it sent before the interrupt for it is handled.
    @Test
    void anInterruptWhoseBufferWasPolledIsNotSpurious() {
        tape.add(0x1000, 0x10);
        tape.getBuf(0x1000, 0x10);
        idleInterrupt(0x1000);
        tape.add(0x1000, 0x20);
        tape.getBuf(0x1000, 0x20);
        idleInterrupt(0x1000);
        assertThat(Checks.findings(tape, "spurious-interrupt")).isEmpty();

        tape.add(0x1000, 0x30);
        tape.getBuf(0x2000, 0x30);
        idleInterrupt(0x1000);
        idleInterrupt(0x1000);
        assertThat(Checks.findings(tape, "spurious-interrupt"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.count()).isEqualTo(2));
    }

    /// From a recording of a console, whose queues have one interrupt.
    @Test
    void aQueueThatIsAskedWithAnotherIsNotInterruptedForNothing() {
        for (int i = 0; i < 12; i++) {
            tape.pause(10_000_000);
            idleInterrupt(0x1000);
            tape.vqOp("interrupt", 0x2000, 0);
            tape.with(TapeTable.VQ_OP, VqOpColumn.RESULT, 1L).without(TapeTable.VQ_OP, VqOpColumn.TOKEN);
        }
        assertThat(Checks.findings(tape, "spurious-interrupt")).isEmpty();

        for (int i = 0; i < 2; i++) {
            tape.pause(10_000_000);
            idleInterrupt(0x1000);
        }
        assertThat(Checks.findings(tape, "spurious-interrupt")).hasSize(1);
    }

    /// From a recording of a keyboard, whose first interrupt took 7 ms: the other queue is asked right behind it.
    @Test
    void aSlowHandlerIsNoPauseBetweenTwoQueues() {
        for (int i = 0; i < 2; i++) {
            tape.pause(10_000_000);
            tape.vqOp("interrupt", 0x2000, 0);
            tape.with(TapeTable.VQ_OP, VqOpColumn.RESULT, 1L)
                    .with(TapeTable.VQ_OP, VqOpColumn.DURATION_NS, 7_000_000L)
                    .without(TapeTable.VQ_OP, VqOpColumn.TOKEN);
            tape.pause(7_000_000);
            idleInterrupt(0x1000);
        }

        assertThat(Checks.findings(tape, "spurious-interrupt")).isEmpty();
    }

    /// As on a busy machine: each queue has its own interrupt, and another one's is always near.
    @Test
    void queuesThatAreBusyAtTheSameTimeShareNoInterrupt() {
        long[] order = {0x1000, 0x2000, 0x3000, 0x1000, 0x3000, 0x2000};
        for (int i = 0; i < 60; i++) {
            idleInterrupt(order[i % order.length]);
        }

        assertThat(Checks.findings(tape, "spurious-interrupt"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.count()).isEqualTo(60));
    }

    /// The handler takes all there is, also what was posted after it was called: no poll, and no reason to interrupt
    /// again.
    @Test
    void aBufferThatAnInterruptHandlerTookExcusesNoInterrupt() {
        idleInterrupt(0x1000);
        tape.add(0x1000, 0x10);
        tape.getBuf(0x1000, 0x10);
        tape.with(TapeTable.VQ_OP, VqOpColumn.CONTEXT, "hardirq");
        idleInterrupt(0x1000);

        assertThat(Checks.findings(tape, "spurious-interrupt"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.count()).isEqualTo(2));
    }

    private void idleInterrupt(long vq) {
        tape.vqOp("interrupt", vq, 0);
        tape.with(TapeTable.VQ_OP, VqOpColumn.RESULT, 0L).without(TapeTable.VQ_OP, VqOpColumn.TOKEN);
    }

    @Test
    void oneBufferMayReadAndWriteTheSameBytes() {
        mapForBuffer(0x1000, TO_DEVICE, 1);
        mapForBuffer(0x2000, FROM_DEVICE, 1);
        assertThat(Checks.findings(tape, "double-map")).as("a cipher in place").isEmpty();

        mapForBuffer(0x3000, FROM_DEVICE, 2);
        assertThat(Checks.findings(tape, "double-map")).as("another buffer").hasSize(1);
    }

    private void refuse(long vq, int index) {
        tape.add(vq, 0x10);
        tape.with(TapeTable.VQ_OP, VqOpColumn.QUEUE_NAME, "request")
                .with(TapeTable.VQ_OP, VqOpColumn.QUEUE_INDEX, index)
                .with(TapeTable.VQ_OP, VqOpColumn.RESULT, NO_SPACE);
    }

    private void mapForBuffer(long iova, String direction, long add) {
        tape.map(CRYPTO, iova, 0x5000, 16, direction);
        tape.with(DmaOpColumn.VQ_OP_ID, 1_000_000 + add);
    }
}
