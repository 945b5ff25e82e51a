// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal.queue;

import java.util.Arrays;
import java.util.List;
import org.dmatape.replay.event.VirtqueueOperation;
import org.dmatape.replay.model.Divergence;
import org.dmatape.replay.model.DivergenceListener;
import org.dmatape.replay.model.Rule;
import org.dmatape.replay.model.internal.mapping.DivergenceText;

/// Tokens that were added again while their buffers were in flight. Only the end of the tape says whether that means
/// anything, and a recording in part has millions: what is said of each is put into words only then.
final class DuplicateTokens {

    /// What is said of a buffer since which the ring was never free.
    static final long NO_FREE_RING = 0;

    private static final int FIRST_CAPACITY = 16;

    private long[] addedBefore = new long[FIRST_CAPACITY];
    private long[] addedAgain = new long[FIRST_CAPACITY];
    private long[] token = new long[FIRST_CAPACITY];
    private long[] tsNs = new long[FIRST_CAPACITY];
    private int[] cpu = new int[FIRST_CAPACITY];
    private int[] virtioDevice = new int[FIRST_CAPACITY];
    private int[] queueName = new int[FIRST_CAPACITY];
    private int[] queue = new int[FIRST_CAPACITY];
    private long[] number = new long[FIRST_CAPACITY];
    private long[] freeRing = new long[FIRST_CAPACITY];
    private int count;

    /// A token is added again.
    ///
    /// @param before the event that added it before
    /// @param inQueue the number of its queue
    /// @param ofQueue the number of the buffer before in that queue
    /// @param ofRing how many descriptors were free since, if that looked like the whole ring, or [#NO_FREE_RING]
    void add(long before, int inQueue, long ofQueue, long ofRing, VirtqueueOperation again) {
        if (count == token.length) {
            grow();
        }
        addedBefore[count] = before;
        addedAgain[count] = again.eventId();
        token[count] = again.token();
        tsNs[count] = again.tsNs();
        cpu[count] = again.cpu();
        virtioDevice[count] = again.virtioDevice();
        queueName[count] = again.queueName();
        queue[count] = inQueue;
        number[count] = ofQueue;
        freeRing[count] = ofRing;
        count++;
    }

    private void grow() {
        int capacity = 2 * count;
        addedBefore = Arrays.copyOf(addedBefore, capacity);
        addedAgain = Arrays.copyOf(addedAgain, capacity);
        token = Arrays.copyOf(token, capacity);
        tsNs = Arrays.copyOf(tsNs, capacity);
        cpu = Arrays.copyOf(cpu, capacity);
        virtioDevice = Arrays.copyOf(virtioDevice, capacity);
        queueName = Arrays.copyOf(queueName, capacity);
        queue = Arrays.copyOf(queue, capacity);
        number = Arrays.copyOf(number, capacity);
        freeRing = Arrays.copyOf(freeRing, capacity);
    }

    /// Tells of all of them whose buffers the driver did not take back, in the order in which they were added.
    void tell(MissingBuffers missing, Queues queues, DivergenceListener listener) {
        for (int i = 0; i < count; i++) {
            boolean ringWasFree = freeRing[i] != NO_FREE_RING
                    && freeRing[i] == queues.get(queue[i]).mostFree();
            if (ringWasFree || missing.isInLongRun(queue[i], number[i])) {
                continue;
            }
            String words = queues.words(virtioDevice[i], queueName[i]);
            listener.diverged(Divergence.of(Rule.DUPLICATE_TOKEN)
                    .device(queues.device(virtioDevice[i]))
                    .at(tsNs[i], cpu[i])
                    .held("token " + DivergenceText.hex(token[i]) + " in flight since event " + addedBefore[i])
                    .recorded(words + ": the token is added again in event " + addedAgain[i])
                    .events(List.of(addedBefore[i], addedAgain[i]))
                    .build());
        }
    }
}
