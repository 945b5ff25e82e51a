// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.hardware;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dmatape.format.read.Tape;
import org.dmatape.replay.buffer.BufferListener;
import org.dmatape.replay.buffer.BufferPairs;
import org.dmatape.replay.buffer.Buffers;
import org.dmatape.replay.event.DmaOperation;
import org.dmatape.replay.event.EventHandler;
import org.dmatape.replay.event.Names;
import org.dmatape.replay.event.TapeEvents;
import org.dmatape.replay.event.TapeNames;
import org.dmatape.replay.facts.TapeFacts;
import org.dmatape.replay.hardware.internal.ByteRange;
import org.dmatape.replay.hardware.internal.MappedRuns;
import org.dmatape.replay.run.DeviceFilter;
import org.dmatape.replay.run.Pace;
import org.dmatape.replay.run.Speed;

/// Makes the mappings of a tape in an address space, at their recorded addresses, and measures what each takes. The
/// memory behind them is the address space's own; nothing is read or written.
public final class HardwareReplay implements AutoCloseable, EventHandler, BufferListener {

    private final TapeNames names = new TapeNames();
    private final TapeFacts facts;
    private final DeviceFilter wanted;
    private final TapeEvents events;
    private final AddressSpace space;
    private final Buffers buffers = new Buffers();
    private final BufferPairs pairs = new BufferPairs(buffers, this);
    private final MappedRuns runs;
    private final OperationTally tally = new OperationTally();
    private final Pace pace;
    private final Set<String> devices = new LinkedHashSet<>();
    private final long beganNs = System.nanoTime();
    private MappedExtent extent = MappedExtent.NOTHING;
    private long withoutAddress;

    /// Opens a tape.
    ///
    /// @param device a DMA device or virtio device, when only its mappings are to be made
    /// @param space stays the caller's, who closes it
    public HardwareReplay(Tape tape, Optional<String> device, Speed speed, AddressSpace space) {
        this.space = space;
        facts = TapeFacts.read(tape, names);
        wanted = new DeviceFilter(device, facts);
        runs = new MappedRuns(space);
        pace = new Pace(speed);
        events = new TapeEvents(tape, names);
    }

    /// Makes the next operation, when it is time for it.
    ///
    /// @return false when there is none left
    public boolean step() {
        return events.next(this);
    }

    /// Rows of event tables read so far.
    public long rows() {
        return events.rows();
    }

    @Override
    public void dma(DmaOperation operation) {
        if (operation.device() == Names.UNKNOWN
                || !(operation.op().opens() || operation.op().closes())) {
            return;
        }
        String device = names.devices().name(operation.device());
        if (wanted.allows(device)) {
            devices.add(device);
            pace.await(operation.tsNs());
            pairs.dma(operation);
        }
    }

    @Override
    public void mapped(int head, DmaOperation map) {
        if (!map.hasDmaAddress(0)) {
            withoutAddress++;
            return;
        }
        List<ByteRange> ranges = ranges(head);
        tally.begin(map);
        runs.map(head, ranges, Permission.of(map.direction()), tally);
        tally.end(pages(ranges));
        extent = extent.withBuffer(buffers.chainBytes(head), runs.buffers());
        for (ByteRange range : ranges) {
            extent = extent.with(range.first(), range.last());
        }
    }

    @Override
    public void unmapped(int head, DmaOperation cause) {
        if (!runs.holds(head)) {
            return;
        }
        if (cause.op().closes()) {
            tally.begin(cause);
        } else {
            tally.beginUnrecorded(cause.eventId());
        }
        runs.unmap(head, tally);
        tally.end(pages(ranges(head)));
    }

    private List<ByteRange> ranges(int head) {
        List<ByteRange> ranges = new ArrayList<>();
        for (int buffer = head; buffer != Buffers.NONE; buffer = buffers.next(buffer)) {
            ranges.add(ByteRange.of(buffers.recordedIova(buffer), buffers.size(buffer)));
        }
        return ranges;
    }

    private long pages(List<ByteRange> ranges) {
        return ranges.stream()
                .mapToLong(range -> range.wholePages(space.pageBytes()).sizeBytes() / space.pageBytes())
                .sum();
    }

    /// What came of it, after the last step.
    public HardwareReport report() {
        return new HardwareReport(
                List.copyOf(devices),
                tally.times(),
                tally.refusals(),
                extent,
                new HardwareReport.LeftOut(withoutAddress, pairs.unmatchedUnmaps(), runs.buffers()),
                facts.losses().size(),
                System.nanoTime() - beganNs,
                pace.drift());
    }

    @Override
    public void close() {
        events.close();
    }
}
