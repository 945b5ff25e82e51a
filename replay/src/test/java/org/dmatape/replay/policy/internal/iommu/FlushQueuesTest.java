// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.policy.internal.iommu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.dmatape.replay.policy.PolicyOptions.FlushQueue;
import org.junit.jupiter.api.Test;

class FlushQueuesTest {

    private static final long MS = 1_000_000;
    private static final int PAGE = 1;

    private final List<Long> staleNs = new ArrayList<>();
    private int timerFlushes;
    private int fullFlushes;

    private final IovaSpace space = new IovaSpace(127, new IovaSpace.Counters());
    private final FlushQueues queues = new FlushQueues(FlushQueue.LINUX, space, new FlushQueues.Flushed() {
        @Override
        public void all(boolean full) {
            fullFlushes += full ? 1 : 0;
            timerFlushes += full ? 0 : 1;
        }

        @Override
        public void range(long ns) {
            staleNs.add(ns);
        }
    });

    @Test
    void theTimerFiresThreeTicksAndOneAfterTheTickOfTheFirstUnmap() {
        queues.queue(space.take(PAGE, 0, 0), PAGE, 0, 5 * MS);
        queues.queue(space.take(PAGE, 0, 0), PAGE, 0, 11 * MS);
        queues.advance(20 * MS - 1);
        assertThat(timerFlushes).isZero();

        queues.advance(25 * MS);

        assertThat(timerFlushes).isEqualTo(1);
        assertThat(staleNs).containsExactly(15 * MS, 9 * MS);
    }

    @Test
    void a255thRangeFitsAndThe256thFlushes() {
        for (int i = 0; i < 255; i++) {
            queues.queue(space.take(PAGE, 0, 0), PAGE, 0, i);
        }
        assertThat(fullFlushes).isZero();

        queues.queue(space.take(PAGE, 0, 0), PAGE, 0, 255);

        assertThat(fullFlushes).isEqualTo(1);
        assertThat(staleNs).hasSize(255).startsWith(255L).endsWith(1L);
    }

    @Test
    void aFullQueueDoesNotStopTheTimer() {
        for (int i = 0; i < 256; i++) {
            queues.queue(space.take(PAGE, 0, 0), PAGE, 0, i);
        }
        queues.advance(16 * MS);

        assertThat(timerFlushes).isEqualTo(1);
        assertThat(staleNs).hasSize(256);
    }

    @Test
    void anAddressIsNotUsedAgainBeforeItIsFlushed() {
        long frame = space.take(PAGE, 0, 0);
        queues.queue(frame, PAGE, 0, 0);

        assertThat(space.take(PAGE, 0, 1)).isNotEqualTo(frame);
        queues.advance(16 * MS);
        assertThat(space.take(PAGE, 0, 16 * MS)).isEqualTo(frame);
    }

    @Test
    void aFlushOfOneCpuEndsTheStalenessOfAll() {
        queues.queue(space.take(PAGE, 1, 0), PAGE, 1, 0);
        for (int i = 0; i < 256; i++) {
            queues.queue(space.take(PAGE, 0, 0), PAGE, 0, 1 + i);
        }

        assertThat(fullFlushes).isEqualTo(1);
        assertThat(staleNs).hasSize(256).contains(256L);
    }
}
