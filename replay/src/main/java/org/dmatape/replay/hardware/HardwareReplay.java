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
    private final Buffers buffers = new Buffers();
    private final BufferPairs pairs = new BufferPairs(buffers, this);
    private final MappedRuns runs;
    private final OperationTally tally = new OperationTally();
    private final Pace pace;
    private final Set<String> devices = new LinkedHashSet<>();
    private long beganNs;
    private MappedExtent extent = MappedExtent.NOTHING;
    private long withoutAddress;

    /// Opens a tape.
    ///
    /// @param device a DMA device or virtio device, when only its mappings are to be made
    /// @param space stays the caller's, who closes it
    public HardwareReplay(Tape tape, Optional<String> device, Speed speed, AddressSpace space) {
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
            if (devices.isEmpty()) {
                beganNs = System.nanoTime();
            }
            devices.add(device);
            pace.await(operation.tsNs());
            pairs.dma(operation);
        }
    }

    @Override
    public void mapped(int head, DmaOperation map) {
        List<ByteRange> ranges = ranges(map);
        if (ranges.isEmpty()) {
            withoutAddress++;
            return;
        }
        tally.begin(map);
        tally.end(runs.map(head, ranges, Permission.of(map.direction()), tally));
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
        tally.end(runs.unmap(head, tally));
    }

    /// What the device sees of it. The entries of a scatterlist may have become fewer ranges, and the rest have no
    /// address.
    private static List<ByteRange> ranges(DmaOperation map) {
        List<ByteRange> ranges = new ArrayList<>();
        for (int entry = 0; entry < map.recorded(); entry++) {
            if (map.hasDmaAddress(entry) && map.hasSize(entry)) {
                ranges.add(ByteRange.of(map.dmaAddress(entry), map.size(entry)));
            }
        }
        return ranges;
    }

    /// What came of it, after the last step.
    public HardwareReport report() {
        return new HardwareReport(
                List.copyOf(devices),
                tally.times(),
                tally.refusals(),
                extent.withLargestRange(runs.largestRangeBytes()),
                new HardwareReport.LeftOut(withoutAddress, pairs.unmatchedUnmaps(), runs.buffers()),
                facts.losses().size(),
                devices.isEmpty() ? 0 : System.nanoTime() - beganNs,
                pace.drift());
    }

    @Override
    public void close() {
        events.close();
    }
}
