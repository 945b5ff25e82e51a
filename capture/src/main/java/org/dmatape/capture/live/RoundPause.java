// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.live;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.dmatape.capture.internal.tracefs.FillAlarm;
import org.dmatape.capture.live.internal.source.LiveCpuStream;

/// The pause between two rounds of reading: a moment at least, and as long as no buffer fills up. A round that finds
/// little costs as much as one that finds a thousand events.
final class RoundPause implements AutoCloseable {

    private static final long NS_PER_MS = 1_000_000;

    private final FillAlarm alarm;
    private final long shortestNs;
    private final BooleanSupplier isOver;

    /// @param shortest between the beginnings of two rounds, and how soon it is seen that the recording is over
    /// @param isOver whether it is
    RoundPause(List<LiveCpuStream> streams, Duration shortest, BooleanSupplier isOver) {
        this.alarm = new FillAlarm(streams.stream().map(LiveCpuStream::reader).toList());
        this.shortestNs = shortest.toNanos();
        this.isOver = isOver;
    }

    /// Waits, at most until a time on the clock of [System#nanoTime()].
    ///
    /// @param beganNs when the last round began
    void until(long latestNs, long beganNs) {
        LockSupport.parkNanos(Math.min(beganNs + shortestNs, latestNs) - System.nanoTime());
        long leftNs = latestNs - System.nanoTime();
        while (leftNs > 0 && !isOver.getAsBoolean() && !alarm.await(wholeMs(Math.min(leftNs, shortestNs)))) {
            leftNs = latestNs - System.nanoTime();
        }
    }

    private static Duration wholeMs(long ns) {
        return Duration.ofMillis((ns + NS_PER_MS - 1) / NS_PER_MS);
    }

    @Override
    public void close() {
        alarm.close();
    }
}
