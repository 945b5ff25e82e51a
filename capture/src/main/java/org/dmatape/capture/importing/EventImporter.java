// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.dmatape.capture.internal.correlate.ContextDirectory;
import org.dmatape.capture.internal.decode.DmaApi;
import org.dmatape.capture.internal.decode.DmaCorrelation;
import org.dmatape.capture.internal.decode.DmaTables;
import org.dmatape.capture.internal.decode.EventHandler;
import org.dmatape.capture.internal.decode.SeenDevices;
import org.dmatape.capture.internal.merge.EventCursor;
import org.dmatape.capture.internal.merge.EventMerger;
import org.dmatape.capture.internal.merge.LossSink;
import org.dmatape.capture.internal.merge.NumberedStream;
import org.dmatape.capture.internal.probe.DeviceTexts;
import org.dmatape.capture.internal.probe.PageArray;
import org.dmatape.capture.internal.probe.ProbeResolver;
import org.dmatape.capture.internal.probe.ProbeTables;
import org.dmatape.capture.internal.probe.ProbedFunctions;
import org.dmatape.capture.internal.probe.VirtqueueDirectory;
import org.dmatape.capture.internal.rows.TapeRows;
import org.dmatape.capture.recording.Recording;
import org.dmatape.capture.recording.RecordingBuffer;

/// Reads all events of a recording in order of time and turns them into rows. Decompression runs ahead and compression
/// behind on threads of their own; what is in between is one pass on one thread, so that the same recording always
/// gives
/// the same rows.
final class EventImporter {

    private static final int TYPE_OFFSET = 0;
    private static final int FLAGS_OFFSET = 2;
    private static final int PID_OFFSET = 4;
    /// Type, flags, preemption count and pid: what every ftrace record begins with (struct trace_entry).
    private static final int HEADER_BYTES = 8;
    private static final long PROGRESS_EVERY = 1 << 18;
    private static final int NO_TEXT = -1;
    private static final String IDLE = "<idle>";

    private final Recording recording;
    private final TapeRows rows;
    private final ImportProgress progress;
    private final EventCounts counts;
    private final ContextDirectory contexts;
    private final SeenDevices devices;
    private final EventHandlers handlers;
    private final List<Loss> losses = new ArrayList<>();
    private long firstNs = Long.MAX_VALUE;
    private long lastNs = Long.MIN_VALUE;

    EventImporter(Recording recording, TapeRows rows, ImportProgress progress) {
        this.recording = recording;
        this.rows = rows;
        this.progress = progress;
        this.counts = new EventCounts(recording.buffers().size());
        this.contexts = new ContextDirectory(this::commTextId);
        this.devices = new SeenDevices(rows.words().texts());
        DmaTables dma =
                new DmaTables(rows, new DmaApi(rows.words(), recording.longBytes()), new DmaCorrelation(rows, devices));
        ProbeTables probes = new ProbeTables(
                dma,
                new VirtqueueDirectory(),
                new DeviceTexts(rows.words().texts()),
                new ProbedFunctions(),
                new PageArray());
        this.handlers = new EventHandlers(recording.formats(), probes, new ProbeResolver(recording.symbols()));
    }

    /// Reads everything.
    void run() {
        List<NumberedStream> streams = new ArrayList<>();
        int sourceId = 0;
        for (RecordingBuffer buffer : recording.buffers()) {
            for (int cpu : buffer.cpus()) {
                streams.add(new NumberedStream(recording.open(buffer, cpu), sourceId));
            }
            sourceId++;
        }
        boolean bigEndian = recording.byteOrder() == ByteOrder.BIG_ENDIAN;
        try (EventMerger merger = new EventMerger(streams, bigEndian, this::lost)) {
            EventCursor event = merger.cursor();
            merger.survey(() -> resolve(event));
            while (merger.next(rows.numbers().next())) {
                take(event);
            }
        }
        writeLosses();
        progress.read(counts.total(), 1);
    }

    private void resolve(EventCursor event) {
        if (event.holds(TYPE_OFFSET, HEADER_BYTES)) {
            handlers.of(event.unsignedShort(TYPE_OFFSET), event);
        }
    }

    private void take(EventCursor event) {
        long tsNs = event.tsNs();
        firstNs = Math.min(firstNs, tsNs);
        lastNs = Math.max(lastNs, tsNs);
        if (!event.holds(TYPE_OFFSET, HEADER_BYTES)) {
            counts.countMalformed(event.sourceId());
            return;
        }
        int id = event.unsignedShort(TYPE_OFFSET);
        counts.count(event.sourceId(), id);
        EventHandler handler = handlers.of(id, event);
        if (handler != null) {
            handler.handle(event, contexts.of(event.unsignedByte(FLAGS_OFFSET), event.int32(PID_OFFSET), event.cpu()));
        }
        if (counts.total() % PROGRESS_EVERY == 0) {
            progress.read(counts.total(), 0);
        }
    }

    private void lost(int sourceId, int cpu, long fromNs, long toNs, long events, long fromEventId, long toEventId) {
        losses.add(new Loss(sourceId, cpu, fromNs, toNs, events, fromEventId, toEventId));
        contexts.forget(cpu);
    }

    /// A loss at the end of a CPU's stream reaches to the end of the recording, which is known only now. What a damaged
    /// recording lacks of a CPU altogether is a loss from its begin to its end.
    private void writeLosses() {
        if (recording.damage().isPresent()) {
            for (int cpu = 0; cpu < cpuCount(); cpu++) {
                if (!recording.buffers().getFirst().cpus().contains(cpu)) {
                    losses.add(new Loss(0, cpu, LossSink.BEGIN, LossSink.END, -1, -1, LossSink.END));
                }
            }
        }
        for (Loss loss : losses) {
            rows.losses()
                    .add(
                            loss.sourceId(),
                            loss.cpu(),
                            Math.max(loss.fromNs(), timeSpan().firstNs()),
                            Math.min(loss.toNs(), timeSpan().lastNs()),
                            loss.events(),
                            loss.fromEventId(),
                            loss.toEventId());
        }
    }

    private int cpuCount() {
        String count = recording.facts().getOrDefault("cpu_count", "0");
        boolean usable = count.matches("\\d{1,4}") && !recording.buffers().isEmpty();
        return usable ? Integer.parseInt(count) : 0;
    }

    /// Events missing on one CPU, as [LossSink] tells of them.
    private record Loss(int sourceId, int cpu, long fromNs, long toNs, long events, long fromEventId, long toEventId) {}

    private int commTextId(int pid) {
        if (pid == 0) {
            return rows.words().texts().idOf(IDLE);
        }
        String name = recording.taskNames().get(pid);
        return name == null ? NO_TEXT : rows.words().texts().idOf(name);
    }

    EventCounts counts() {
        return counts;
    }

    EventHandlers handlers() {
        return handlers;
    }

    List<String> devices() {
        return devices.names();
    }

    /// When the recording begins and ends; zeros when it is empty.
    TimeSpan timeSpan() {
        return counts.total() == 0 ? new TimeSpan(0, 0) : new TimeSpan(firstNs, lastNs);
    }

    /// A stretch of the recording's clock.
    ///
    /// @param firstNs time of the first event
    /// @param lastNs time of the last event
    record TimeSpan(long firstNs, long lastNs) {}
}
