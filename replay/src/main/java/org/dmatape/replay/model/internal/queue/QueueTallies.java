// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal.queue;

import java.util.ArrayList;
import java.util.List;
import org.dmatape.replay.event.VirtqueueOperation;
import org.dmatape.replay.model.Divergence;
import org.dmatape.replay.model.DivergenceListener;
import org.dmatape.replay.model.Rule;
import org.dmatape.replay.model.internal.table.KeyTable;

/// What is counted per queue and told once: refused buffers, interrupts without work.
final class QueueTallies {

    private static final int ABSENT = KeyTable.ABSENT;

    private static final int NO_INDEX = -1;

    /// One queue's count, and the event that began it.
    private static final class Tally {
        private final int virtioDevice;
        private final int queueName;
        private final int queueIndex;
        private final long eventId;
        private final long tsNs;
        private final int cpu;
        private long count;

        private Tally(VirtqueueOperation first) {
            virtioDevice = first.virtioDevice();
            queueName = first.queueName();
            queueIndex = indexOf(first);
            eventId = first.eventId();
            tsNs = first.tsNs();
            cpu = first.cpu();
        }
    }

    private final Rule rule;
    private final String held;
    private final String recorded;
    private final KeyTable numbers = new KeyTable();
    private final List<Tally> tallies = new ArrayList<>();

    /// @param held what the model expects of such an operation
    /// @param recorded what was recorded instead
    QueueTallies(Rule rule, String held, String recorded) {
        this.rule = rule;
        this.held = held;
        this.recorded = recorded;
    }

    void count(VirtqueueOperation operation) {
        long queue = (long) indexOf(operation) << Integer.SIZE | Integer.toUnsignedLong(operation.queueName());
        int number = numbers.get(operation.virtioDevice() + 1, queue);
        if (number == ABSENT) {
            number = tallies.size();
            tallies.add(new Tally(operation));
            numbers.put(operation.virtioDevice() + 1, queue, number);
        }
        tallies.get(number).count++;
    }

    /// Adds the counts of another.
    void add(QueueTallies other) {
        for (Tally tally : other.tallies) {
            long queue = (long) tally.queueIndex << Integer.SIZE | Integer.toUnsignedLong(tally.queueName);
            int number = numbers.get(tally.virtioDevice + 1, queue);
            if (number == ABSENT) {
                numbers.put(tally.virtioDevice + 1, queue, tallies.size());
                tallies.add(tally);
                continue;
            }
            Tally known = tallies.get(number);
            Tally first = known.eventId < tally.eventId ? known : tally;
            first.count = known.count + tally.count;
            tallies.set(number, first);
        }
    }

    private static int indexOf(VirtqueueOperation operation) {
        return operation.hasQueueIndex() ? operation.queueIndex() : NO_INDEX;
    }

    /// The tape has ended.
    void finish(Queues queues, DivergenceListener listener) {
        for (Tally tally : tallies) {
            String queue = queues.words(tally.virtioDevice, tally.queueName)
                    + (tally.queueIndex == NO_INDEX ? "" : " (number %d)".formatted(tally.queueIndex));
            listener.diverged(Divergence.of(rule)
                    .device(queues.device(tally.virtioDevice))
                    .at(tally.tsNs, tally.cpu)
                    .count(tally.count)
                    .held(held)
                    .recorded(queue + ": " + tally.count + " " + recorded)
                    .events(List.of(tally.eventId))
                    .build());
        }
    }
}
