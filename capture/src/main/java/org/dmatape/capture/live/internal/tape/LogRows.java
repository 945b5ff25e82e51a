// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.live.internal.tape;

import java.util.Optional;
import java.util.OptionalLong;
import org.dmatape.capture.importing.internal.EventDecoder;
import org.dmatape.capture.live.internal.source.LiveLog;
import org.dmatape.capture.live.internal.source.LiveSources;
import org.dmatape.format.manifest.ClockInfo;
import org.dmatape.format.write.LiveTapeWriter;

/// What a tape says of the kernel's log: that it is a source, and for each span of time how well its clock was known.
/// A log that told of nothing is no source.
final class LogRows {

    private static final long SPAN_NS = 10_000_000_000L;

    private final LiveLog log;
    private final LiveTapeWriter writer;
    private long measuredNs = System.nanoTime();
    private long toldEvents;
    private OptionalLong toldUntilNs = OptionalLong.empty();
    private boolean isSource;

    LogRows(LiveLog log, LiveTapeWriter writer) {
        this.log = log;
        this.writer = writer;
    }

    /// The log's clock, if the log is a source of this tape.
    Optional<ClockInfo> clock() {
        return isSource ? Optional.of(log.clock()) : Optional.empty();
    }

    /// Measures when it is time to, and writes what is due.
    void commit(EventDecoder decoder) {
        boolean isFirst = !isSource && toldOf(decoder) > 0;
        if (isFirst || System.nanoTime() - measuredNs > SPAN_NS) {
            endSpan(decoder);
        }
    }

    /// Writes what was not written yet.
    void finish(EventDecoder decoder) {
        if (toldOf(decoder) > toldEvents) {
            endSpan(decoder);
        }
    }

    private void endSpan(EventDecoder decoder) {
        log.measure();
        measuredNs = System.nanoTime();
        long events = toldOf(decoder);
        if (events > toldEvents) {
            if (!isSource) {
                LiveManifest.writeLogSource(writer);
                isSource = true;
            }
            LiveManifest.writeClock(writer, log.clockOfSpan(), toldUntilNs, OptionalLong.of(measuredNs));
            toldUntilNs = OptionalLong.of(measuredNs + 1);
            toldEvents = events;
        }
    }

    private static long toldOf(EventDecoder decoder) {
        return decoder.ofSource(LiveSources.LOG) + decoder.lossesOf(LiveSources.LOG);
    }
}
