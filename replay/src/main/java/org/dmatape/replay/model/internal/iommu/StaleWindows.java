// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal.iommu;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dmatape.replay.event.DmaApi;
import org.dmatape.replay.event.IommuOperation;
import org.dmatape.replay.facts.SourceClocks;
import org.dmatape.replay.model.Divergence;
import org.dmatape.replay.model.DivergenceListener;
import org.dmatape.replay.model.Rule;
import org.dmatape.replay.model.internal.device.DeviceRanges;
import org.dmatape.replay.model.internal.mapping.Closing;
import org.dmatape.replay.model.internal.mapping.DeviceTraits;
import org.dmatape.replay.model.internal.mapping.DivergenceText;
import org.dmatape.replay.model.internal.mapping.SharedState;
import org.dmatape.replay.model.internal.table.OperationTimes;
import org.dmatape.replay.model.internal.table.PageIndex;

/// From an unmap to the invalidation of its page, by the invalidations that either side recorded. How many unmaps left
/// their pages reachable after they had returned is told per device and side at the end.
public final class StaleWindows {

    /// Unmaps of scatterlists and frees are recorded before they happen. They have returned this long after that, or
    /// after the IOMMU's own unmap, if that was recorded later.
    private static final long RECORDED_BEFORE_NS = 1_000_000;

    /// Unmaps of a device whose window was open, by the invalidations of one side.
    private static final class Open {
        private long count;
        private long firstId = Long.MAX_VALUE;
        private long firstNs = Long.MAX_VALUE;
        private long longestNs;
        private long errorNs;
    }

    private final boolean seenByDevice;
    private final SourceClocks clocks;
    private final DeviceTraits traits;
    private final OperationTimes flushed;
    private final OperationTimes removed = new OperationTimes(OperationTimes.FEW);
    private final PageTimes devicePages = new PageTimes();
    private final WholeTimes driverWholes = new WholeTimes();
    private final WholeTimes deviceWholes = new WholeTimes();
    private final StaleUnmaps unmaps = new StaleUnmaps();
    private final Map<Integer, Open> openByDriver = new TreeMap<>();
    private final Map<Integer, Open> openByDevice = new TreeMap<>();
    private final DivergenceText text;
    private final DivergenceListener listener;

    /// @param seenByDevice whether the device's side recorded any invalidation
    public StaleWindows(SharedState shared, boolean seenByDevice) {
        this.seenByDevice = seenByDevice;
        clocks = shared.clocks();
        traits = shared.traits();
        flushed = shared.flushed();
        text = shared.text();
        listener = shared.listener();
    }

    /// Something is unmapped or freed, whatever it ends.
    public void unmapped(Closing unmap) {
        boolean hasFlushed = flushed.contains(unmap.eventId());
        if ((hasFlushed && !seenByDevice) || unmap.dmaAddress() < 0 || unmap.dmaAddress() >= DeviceRanges.MAX_ADDRESS) {
            return;
        }
        if (unmaps.isFull()) {
            settleOldest();
        }
        boolean atOnce = unmap.api() == DmaApi.SINGLE || unmap.api() == DmaApi.RESOURCE;
        int row = unmaps.add(
                unmap,
                unmap.dmaAddress() >> PageIndex.PAGE_BITS,
                seenByDevice ? removed.get(unmap.eventId()) : OperationTimes.NEVER,
                atOnce ? 0 : RECORDED_BEFORE_NS,
                hasFlushed);
        unmaps.driver().begin(row, OperationTimes.NEVER);
        if (seenByDevice) {
            unmaps.ofDevice().begin(row, devicePages.firstNotBefore(unmaps.page(row), earliestNs(row)));
        }
    }

    /// It is certain that an unmap ended a mapping that the recording saw begin.
    public void paired(long unmapEvent) {
        int row = unmaps.find(unmapEvent);
        if (row != StaleUnmaps.NONE) {
            unmaps.markPaired(row);
        }
    }

    /// The IOMMU is told to forget what an operation takes out, inside of that operation.
    void flushedWithin(long operation) {
        int row = unmaps.find(operation);
        if (row != StaleUnmaps.NONE) {
            unmaps.markFlushed(row);
        }
    }

    /// An operation changes the page tables.
    void removedWithin(long operation, long atNs) {
        if (!seenByDevice) {
            return;
        }
        int row = unmaps.find(operation);
        if (row == StaleUnmaps.NONE) {
            removed.note(operation, atNs);
            return;
        }
        unmaps.removedNoLaterThan(row, atNs);
        long endNs = unmaps.ofDevice().endNs(row);
        if (endNs != OperationTimes.NEVER && endNs < earliestNs(row)) {
            unmaps.ofDevice().begin(row, devicePages.firstNotBefore(unmaps.page(row), earliestNs(row)));
        }
    }

    /// The IOMMU is told to forget addresses.
    ///
    /// @param byDriver whether the driver's side recorded it
    /// @param ofDevice whether it names a device that is known
    void invalidated(IommuOperation operation, boolean byDriver, boolean ofDevice) {
        long atNs = operation.tsNs();
        long last = operation.iova() + operation.size() - 1;
        if (operation.isWhole() || last - operation.iova() >= PageIndex.LARGE_BYTES) {
            (byDriver ? driverWholes : deviceWholes).add(operation.eventId(), atNs);
            return;
        }
        for (long page = operation.iova() >> PageIndex.PAGE_BITS; page <= last >> PageIndex.PAGE_BITS; page++) {
            if (!byDriver) {
                devicePages.add(page, atNs);
                unmaps.ofDevice().invalidated(page, atNs);
            } else if (!ofDevice) {
                unmaps.driver().invalidated(page, atNs);
            }
        }
    }

    private long earliestNs(int row) {
        long beginNs = unmaps.beginNs(row);
        return beginNs - clocks.invalidationErrorNs(beginNs);
    }

    private void settleOldest() {
        int row = unmaps.oldest();
        if (unmaps.isPaired(row)) {
            if (!unmaps.isFlushed(row)) {
                long endNs = Math.min(unmaps.driver().endNs(row), driverWholes.firstBehind(unmaps.unmapId(row)));
                settle(openByDriver, row, endNs, 0);
            }
            if (seenByDevice) {
                long endNs = Math.min(unmaps.ofDevice().endNs(row), deviceWholes.firstNotBefore(earliestNs(row)));
                settle(openByDevice, row, endNs, unmaps.beginNs(row) - earliestNs(row));
            }
        }
        unmaps.dropOldest();
    }

    private void settle(Map<Integer, Open> windows, int row, long endNs, long errorNs) {
        long begunNs = Math.max(unmaps.recordedNs(row), unmaps.beginNs(row));
        if (endNs == OperationTimes.NEVER || endNs <= begunNs + unmaps.graceNs(row) + errorNs) {
            return;
        }
        Open open = windows.computeIfAbsent(unmaps.device(row), _ -> new Open());
        open.count++;
        open.firstId = Math.min(open.firstId, unmaps.unmapId(row));
        open.firstNs = Math.min(open.firstNs, unmaps.beginNs(row));
        open.longestNs = Math.max(open.longestNs, endNs - unmaps.beginNs(row));
        open.errorNs = Math.max(open.errorNs, errorNs);
    }

    /// The tape has ended.
    public void finish() {
        while (!unmaps.isEmpty()) {
            settleOldest();
        }
        openByDriver.forEach((device, open) -> tell(device, open, "driver"));
        openByDevice.forEach((device, open) -> tell(device, open, "device"));
    }

    private void tell(int device, Open open, String side) {
        if (traits.of(device).translation() != DeviceTraits.Translation.IOMMU) {
            return;
        }
        String error = open.errorNs > 0 ? " give or take " + open.errorNs + " ns" : "";
        listener.diverged(Divergence.of(Rule.STALE_WINDOW)
                .kind("open")
                .device(text.device(device))
                .at(open.firstNs)
                .count(open.count)
                .held("nothing that a device can reach once its unmap has returned")
                .recorded(open.count + " unmaps whose page stayed reachable, the longest for " + open.longestNs + " ns"
                        + error + ", by the invalidations of the " + side + "'s side")
                .events(List.of(open.firstId))
                .build());
    }
}
