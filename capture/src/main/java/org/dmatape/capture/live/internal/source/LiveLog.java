// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.live.internal.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dmatape.capture.clock.ClockMethod;
import org.dmatape.capture.host.KernelLogFollower;
import org.dmatape.capture.host.KernelLogRecord;
import org.dmatape.capture.internal.tracefs.ClockOffset;
import org.dmatape.capture.internal.tracefs.LogClock;
import org.dmatape.capture.kernellog.KernelLogTail;
import org.dmatape.capture.live.RecordException;
import org.dmatape.format.manifest.ClockInfo;

/// The log of the running kernel, its times put on the clock of the trace. How far the two are apart is measured
/// again and again: the log's clock is never corrected, the trace's is. Belongs to one thread.
public final class LiveLog implements AutoCloseable {

    private static final String CLOCK = "printk";

    private final KernelLogFollower follower;
    private final KernelLogTail tail = new KernelLogTail(this::newLines);
    private final Optional<LogClock> clock;
    private ClockOffset used = new ClockOffset(0, 0);
    private long spanErrorNs;
    private long largestErrorNs;
    private long nextSequence = -1;

    /// @param clock measures the log's clock, if it can be measured
    LiveLog(KernelLogFollower follower, Optional<LogClock> clock) {
        this.follower = follower;
        this.clock = clock;
        clock.ifPresent(measured -> adopt(measured.measure()));
    }

    /// Follows the log from now on.
    ///
    /// @param clock measures the log's clock; a kernel may refuse to let it be read
    static LiveLog open(LogClock clock) {
        boolean isMade = false;
        try {
            clock.make();
            isMade = true;
            return new LiveLog(KernelLogFollower.open(KernelLogFollower.KMSG), Optional.of(clock));
        } catch (RecordException _) {
            if (isMade) {
                clock.remove();
            }
            // the log is of use without, and the tape says that its clock is not known
            return new LiveLog(KernelLogFollower.open(KernelLogFollower.KMSG), Optional.empty());
        }
    }

    /// What the log holds already is older than the recording.
    public void skipOld() {
        List<KernelLogRecord> old = follower.takeNew();
        while (!old.isEmpty()) {
            remember(old);
            old = follower.takeNew();
        }
    }

    /// Its faults.
    KernelLogTail tail() {
        return tail;
    }

    /// Measures its clock again: the bound of the error of the times since the last measuring is known from now on.
    public void measure() {
        clock.ifPresent(measured -> {
            ClockOffset now = measured.measure();
            spanErrorNs = Math.max(used.errorNs(), used.usedAt(now).errorNs());
            largestErrorNs = Math.max(largestErrorNs, spanErrorNs);
            used = now;
        });
    }

    /// The clock of what was read between the last two times it was measured.
    public ClockInfo clockOfSpan() {
        return info(spanErrorNs);
    }

    /// The clock of all that was read.
    public ClockInfo clock() {
        return info(largestErrorNs);
    }

    private ClockInfo info(long errorNs) {
        ClockMethod method = clock.isPresent() ? ClockMethod.MEASURED : ClockMethod.UNKNOWN;
        return new ClockInfo(LiveSources.LOG, CLOCK, used.offsetNs(), errorNs, method.text());
    }

    private void adopt(ClockOffset first) {
        used = first;
        spanErrorNs = first.errorNs();
        largestErrorNs = first.errorNs();
    }

    private List<String> newLines() {
        return lines(follower.takeNew());
    }

    /// The records as lines of a log, with a line where some are missing, as the kernel itself writes it.
    List<String> lines(List<KernelLogRecord> records) {
        List<String> lines = new ArrayList<>();
        for (KernelLogRecord record : records) {
            if (nextSequence >= 0 && record.sequence() > nextSequence) {
                lines.add(record.line(KernelLogTail.dropped(record.sequence() - nextSequence), used.offsetNs()));
            }
            lines.add(record.line(record.text(), used.offsetNs()));
            nextSequence = record.sequence() + 1;
        }
        return lines;
    }

    private void remember(List<KernelLogRecord> old) {
        nextSequence = old.getLast().sequence() + 1;
    }

    @Override
    public void close() {
        follower.close();
        tail.close();
        clock.ifPresent(LogClock::remove);
    }
}
