// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.live.internal.source;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.dmatape.capture.internal.merge.NumberedStream;
import org.dmatape.capture.internal.tracefs.LogClock;
import org.dmatape.capture.recording.Recording;

/// What a live tape is made of: the kernel's trace, and the faults its log tells of.
public final class LiveSources implements AutoCloseable {

    /// Number of the kernel's trace among the sources of a tape.
    public static final int TRACE = 0;
    /// Number of the kernel's log.
    public static final int LOG = 1;

    private final LiveRecording trace;
    private final LiveLog log;

    /// The trace, and the log from now on.
    public LiveSources(LiveRecording trace, LogClock logClock) {
        this.trace = trace;
        this.log = LiveLog.open(logClock);
    }

    /// The kernel's log.
    public LiveLog log() {
        return log;
    }

    /// The kernel's trace.
    public LiveRecording trace() {
        return trace;
    }

    /// All, by their numbers.
    public List<Recording> recordings() {
        return List.of(trace, log.tail());
    }

    /// The streams of all.
    public List<NumberedStream> streams() {
        boolean isBigEndian = trace.byteOrder() == ByteOrder.BIG_ENDIAN;
        List<NumberedStream> streams = new ArrayList<>();
        trace.streams().forEach(stream -> streams.add(new NumberedStream(stream, TRACE, isBigEndian)));
        streams.add(new NumberedStream(log.tail(), LOG, false));
        return streams;
    }

    /// Nothing will be read any more; what was read is still handed out.
    public void end() {
        trace.streams().forEach(LiveCpuStream::end);
        log.tail().end();
    }

    /// Ends following the log; the trace belongs to the kernel's instrumentation.
    @Override
    public void close() {
        log.close();
    }
}
