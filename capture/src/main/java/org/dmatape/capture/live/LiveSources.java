// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.live;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.dmatape.capture.host.KernelLogFollower;
import org.dmatape.capture.host.KernelLogRecord;
import org.dmatape.capture.internal.merge.NumberedStream;
import org.dmatape.capture.kernellog.KernelLogTail;
import org.dmatape.capture.recording.Recording;

/// What a live tape is made of: the kernel's trace, and the faults its log tells of.
final class LiveSources implements AutoCloseable {

    /// Number of the kernel's trace among the sources of a tape.
    static final int TRACE = 0;
    /// Number of the kernel's log.
    static final int LOG = 1;

    private final LiveRecording trace;
    private final KernelLogFollower follower;
    private final KernelLogTail log;

    /// The trace, and the log from now on.
    LiveSources(LiveRecording trace) {
        this.trace = trace;
        this.follower = KernelLogFollower.open(KernelLogFollower.KMSG);
        this.log = new KernelLogTail(
                () -> follower.takeNew().stream().map(KernelLogRecord::line).toList());
    }

    /// What the log holds already is older than the recording.
    void skipOldLog() {
        try {
            follower.records();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // someone wants to end: what is skipped then does not matter
        }
        follower.takeNew();
    }

    /// The kernel's trace.
    LiveRecording trace() {
        return trace;
    }

    /// All, by their numbers.
    List<Recording> recordings() {
        return List.of(trace, log);
    }

    /// The streams of all.
    List<NumberedStream> streams() {
        boolean isBigEndian = trace.byteOrder() == ByteOrder.BIG_ENDIAN;
        List<NumberedStream> streams = new ArrayList<>();
        trace.streams().forEach(stream -> streams.add(new NumberedStream(stream, TRACE, isBigEndian)));
        streams.add(new NumberedStream(log, LOG, false));
        return streams;
    }

    /// Nothing will be read any more; what was read is still handed out.
    void end() {
        trace.streams().forEach(LiveCpuStream::end);
        log.end();
    }

    /// Ends following the log; the trace belongs to the kernel's instrumentation.
    @Override
    public void close() {
        follower.close();
        log.close();
    }
}
