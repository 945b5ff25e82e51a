// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal.device;

import java.util.Arrays;
import java.util.function.IntConsumer;
import org.dmatape.replay.model.internal.mapping.Closing;
import org.dmatape.replay.model.internal.mapping.Mappings;
import org.dmatape.replay.model.internal.table.KeyTable;
import org.dmatape.replay.model.internal.table.OperationTimes;
import org.dmatape.replay.model.internal.table.PageIndex;

/// What devices may reach, page by page, and what they could reach before: kept up with every mapping, where a source
/// of the tape saw what devices do.
public final class DeviceReach {

    /// Ended ranges remembered per page.
    private static final int MAX_ENDED = 16;

    /// Ranges a page may have while accesses of it wait for their verdict.
    private static final int MANY = 64;

    private final boolean isAsked;
    private final Mappings mappings;
    private final OperationTimes flushed;
    private final DeviceRanges ranges = new DeviceRanges();
    private final LargeRanges large = new LargeRanges(ranges);
    private final DevicePages pages;
    private int[] rangeOfSegment = new int[0];
    private IntConsumer crowded = _ -> {};

    /// @param isAsked whether anything will be asked of it
    /// @param maxIdle pages with nothing mapped that are remembered
    public DeviceReach(boolean isAsked, int maxIdle, Mappings mappings, OperationTimes flushed) {
        this.isAsked = isAsked;
        this.mappings = mappings;
        this.flushed = flushed;
        pages = new DevicePages(ranges, maxIdle);
    }

    DeviceRanges ranges() {
        return ranges;
    }

    LargeRanges large() {
        return large;
    }

    /// What was mapped where, by page.
    public DevicePages pages() {
        return pages;
    }

    /// Sets who decides on the accesses that wait for a page when it has too many ranges to wait any longer.
    void whenCrowded(IntConsumer decide) {
        crowded = decide;
    }

    /// A mapping begins.
    public void begins(int head) {
        if (!isAsked) {
            return;
        }
        for (int segment = head; segment != Mappings.NONE; segment = mappings.nextSegment(segment)) {
            int range = DeviceRanges.NONE;
            if (mappings.hasSize(segment)
                    && DeviceRanges.isReachable(mappings.dmaAddress(segment), mappings.size(segment))) {
                range = ranges.add(
                        segment,
                        mappings.device(segment),
                        mappings.direction(segment),
                        mappings.dmaAddress(segment),
                        mappings.size(segment));
                ranges.mappedBy(range, mappings.mapId(head), mappings.tsNs(head));
                place(range);
            }
            note(segment, range);
        }
    }

    private void note(int segment, int range) {
        if (segment >= rangeOfSegment.length) {
            rangeOfSegment = Arrays.copyOf(rangeOfSegment, Math.max(segment + 1, rangeOfSegment.length * 2));
        }
        rangeOfSegment[segment] = range;
    }

    private void place(int range) {
        if (isLarge(range)) {
            large.add(range);
            return;
        }
        for (long page = firstPage(range); page <= lastPage(range); page++) {
            int row = pages.findOrAdd(ranges.device(range), page);
            if (ranges.isLive(range)) {
                pages.begins(row, range, ranges.mapId(range));
            } else {
                pages.add(row, range);
                pages.rest(row);
            }
        }
    }

    private boolean isLarge(int range) {
        return ranges.lastByte(range) - ranges.firstByte(range) >= PageIndex.LARGE_BYTES;
    }

    private long firstPage(int range) {
        return ranges.firstByte(range) >>> PageIndex.PAGE_BITS;
    }

    private long lastPage(int range) {
        return ranges.lastByte(range) >>> PageIndex.PAGE_BITS;
    }

    /// The address of a mapping was mapped again: it has ended.
    public void superseded(int head, long event, long tsNs) {
        if (isAsked) {
            forEachRange(head, range -> {
                boolean wasLive = ranges.isLive(range);
                ranges.endNoLaterThan(range, event, tsNs);
                afterEnd(range, wasLive);
            });
        }
    }

    /// It is certain what unmapped a mapping.
    public void paired(int head, Closing unmap) {
        if (isAsked) {
            forEachRange(head, range -> {
                boolean wasLive = ranges.isLive(range);
                ranges.unmappedBy(range, unmap.eventId(), unmap.tsNs());
                afterEnd(range, wasLive);
            });
        }
    }

    private void afterEnd(int range, boolean wasLive) {
        if (flushed.contains(ranges.endId(range))) {
            ranges.markFlushed(range);
        }
        if (!wasLive || isLarge(range)) {
            return;
        }
        for (long page = firstPage(range); page <= lastPage(range); page++) {
            int row = pages.find(ranges.device(range), page);
            if (row != KeyTable.ABSENT) {
                pages.ends(row);
                prune(row, range);
                pages.rest(row);
            }
        }
    }

    /// A mapping that ended is forgotten.
    public void forget(int head) {
        if (isAsked) {
            forEachRange(head, ranges::detach);
        }
    }

    private void forEachRange(int head, IntConsumer action) {
        for (int segment = head; segment != Mappings.NONE; segment = mappings.nextSegment(segment)) {
            if (rangeOfSegment[segment] != DeviceRanges.NONE) {
                action.accept(rangeOfSegment[segment]);
            }
        }
    }

    /// An unmap ends a mapping older than the recording.
    ///
    /// @param doubtful whether that is not certain before the end of the tape
    /// @return what [#confirm] wants
    public int endsOlder(Closing unmap, boolean doubtful) {
        if (!isAsked
                || !unmap.namesAddress()
                || !unmap.hasSize()
                || !DeviceRanges.isReachable(unmap.dmaAddress(), unmap.size())) {
            return DeviceRanges.NONE;
        }
        int range = ranges.add(DeviceRanges.NONE, unmap.device(), unmap.direction(), unmap.dmaAddress(), unmap.size());
        ranges.unmappedBy(range, unmap.eventId(), unmap.tsNs());
        ranges.doubtful(range, doubtful);
        if (flushed.contains(unmap.eventId())) {
            ranges.markFlushed(range);
        }
        place(range);
        return range;
    }

    /// An unmap did end a mapping older than the recording. What is not confirmed by the end of the tape did not.
    public void confirm(int older) {
        if (older != DeviceRanges.NONE) {
            ranges.doubtful(older, false);
        }
    }

    /// Forgets what a newer range makes needless, unless accesses wait that may have met it.
    private void prune(int page, int newest) {
        if (pages.isAwaited(page)) {
            if (countRanges(page) <= MANY) {
                return;
            }
            crowded.accept(page);
        }
        int before = DevicePages.NONE;
        int node = pages.firstNode(page);
        int ended = 0;
        while (node != DevicePages.NONE) {
            int next = pages.next(node);
            if (isNeedless(pages.range(node), newest, ended)) {
                pages.remove(page, before, node);
            } else {
                ended += ranges.isLive(pages.range(node)) ? 0 : 1;
                before = node;
            }
            node = next;
        }
    }

    private boolean isNeedless(int range, int newest, int ended) {
        return range != newest
                && !ranges.isLive(range)
                && !ranges.isDoubtful(range)
                && (ranges.areAlike(range, newest) || ended >= MAX_ENDED);
    }

    private int countRanges(int page) {
        int count = 0;
        for (int node = pages.firstNode(page); node != DevicePages.NONE; node = pages.next(node)) {
            count++;
        }
        return count;
    }
}
