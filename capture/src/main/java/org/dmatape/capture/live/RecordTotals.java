// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.live;

import java.time.Duration;
import org.dmatape.capture.importing.internal.EventDecoder;
import org.dmatape.capture.internal.rows.LossRows;
import org.dmatape.capture.internal.rows.MappingTally;
import org.dmatape.capture.live.internal.tape.TapeInProgress;
import org.dmatape.format.manifest.LossSummary;

/// Sums over all tapes of a recording.
final class RecordTotals {

    private final long beganNs = System.nanoTime();
    private long finishedEvents;
    private long lossSpans;
    private long lostEvents;
    private boolean uncounted;
    private int tapes;

    /// A tape was finished.
    void add(long tapeEvents, LossSummary tapeLosses) {
        finishedEvents += tapeEvents;
        lossSpans += tapeLosses.spans();
        lostEvents += tapeLosses.events();
        uncounted |= tapeLosses.uncounted();
    }

    /// From 1.
    int nextTapeNumber() {
        tapes++;
        return tapes;
    }

    /// Events of finished tapes.
    long events() {
        return finishedEvents;
    }

    /// Losses of finished tapes.
    LossSummary losses() {
        return new LossSummary(lossSpans, lostEvents, uncounted);
    }

    /// With the tape that is being written.
    RecordStatus status(TapeInProgress tape) {
        EventDecoder decoder = tape.decoder();
        LossRows losses = decoder.rows().losses();
        MappingTally mappings = decoder.rows().dmaOps().tally();
        return new RecordStatus(
                Duration.ofNanos(System.nanoTime() - beganNs),
                finishedEvents + decoder.total(),
                decoder.eventCounts(),
                lostEvents + losses.lostEvents(),
                lossSpans + losses.spans(),
                new RecordStatus.MappingStatus(
                        mappings.maps(),
                        mappings.unmaps(),
                        mappings.mapDurations().quantileNs(0.5),
                        mappings.mapDurations().quantileNs(0.99)),
                tape.sizeBytes());
    }
}
