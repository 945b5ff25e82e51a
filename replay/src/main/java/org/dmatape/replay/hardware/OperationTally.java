// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.hardware;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dmatape.replay.event.DmaOp;
import org.dmatape.replay.event.DmaOperation;
import org.dmatape.replay.hardware.internal.CallTimes;
import org.dmatape.replay.histogram.Durations;

/// Counts operations and the calls they take. Between [#begin(DmaOperation)] and [#end(long)] all calls are those of
/// one
/// operation.
final class OperationTally implements CallTimes {

    private final Map<DmaOp, TreeMap<Long, Line>> lines = new EnumMap<>(DmaOp.class);
    private final Map<Reason, Refusal> refusals = new LinkedHashMap<>();
    private DmaOp op = DmaOp.MAP;
    private long eventId;
    private boolean isRecorded;
    private long recordedNs;
    private long calls;
    private long measuredNs;

    private record Reason(DmaOp op, int error) {}

    private static final class Line {
        private final Durations recorded = new Durations();
        private final Durations measured = new Durations();
        private long operations;
        private long shared;
        private long calls;
    }

    /// The calls that follow are those of this operation.
    void begin(DmaOperation operation) {
        op = operation.op();
        eventId = operation.eventId();
        isRecorded = operation.hasDuration();
        recordedNs = operation.durationNs();
        calls = 0;
        measuredNs = 0;
    }

    /// The calls that follow unmap what must have been unmapped before this event, unrecorded.
    void beginUnrecorded(long foundAtEvent) {
        op = DmaOp.UNMAP;
        eventId = foundAtEvent;
        isRecorded = false;
        calls = 0;
        measuredNs = 0;
    }

    @Override
    public void called(long iova, int error, long durationNs) {
        calls++;
        measuredNs += durationNs;
        if (error != AddressSpace.DONE) {
            refusals.merge(
                    new Reason(op, error), new Refusal(op, error, 1, eventId, iova), (first, more) -> first.again());
        }
    }

    /// The operation is over.
    ///
    /// @param pages of the IOMMU that its buffer touches
    void end(long pages) {
        long bucket = pages <= 1 ? 1 : Long.highestOneBit(pages - 1) << 1;
        Line line = lines.computeIfAbsent(op, any -> new TreeMap<>()).computeIfAbsent(bucket, any -> new Line());
        line.operations++;
        line.calls += calls;
        if (calls == 0) {
            line.shared++;
        } else {
            line.measured.add(measuredNs);
        }
        if (isRecorded) {
            line.recorded.add(recordedNs);
        }
    }

    List<OperationTimes> times() {
        List<OperationTimes> times = new ArrayList<>();
        lines.forEach((kind, bySize) -> bySize.forEach((pages, line) -> times.add(new OperationTimes(
                kind, pages, line.operations, line.shared, line.calls, line.recorded, line.measured))));
        return times;
    }

    List<Refusal> refusals() {
        return refusals.values().stream()
                .sorted((one, other) -> Long.compare(other.count(), one.count()))
                .toList();
    }
}
