// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.policy.internal;

import java.util.Arrays;
import org.dmatape.replay.buffer.Buffers;
import org.dmatape.replay.model.internal.table.KeyTable;
import org.dmatape.replay.policy.CostItem;
import org.dmatape.replay.policy.CostTable;
import org.dmatape.replay.policy.Figure;
import org.dmatape.replay.policy.Origin;
import org.dmatape.replay.policy.Policy;
import org.dmatape.replay.policy.PolicyOptions;
import org.dmatape.replay.policy.PolicyResult;
import org.dmatape.replay.policy.internal.iommu.Iotlb;

/// A page is mapped, for both directions, when a buffer first reaches into it, and stays mapped: what a page pool
/// or persistent grants do. When the pool is full the page that no buffer uses, found by a hand going round, is
/// unmapped and invalidated; when buffers use all of them, a buffer is mapped for itself. Pages are told apart by
/// where their memory lies.
final class PremappedModel extends PolicyModel {

    private static final int NO_PAGE = -1;

    private final PolicyOptions options;
    private final CostTable costs;
    private final AccessSource accesses;
    private final Iotlb iotlb;
    private final KeyTable places = new KeyTable();
    private final Exposure exposure = new Exposure();
    private final int capacity;
    private long[] frames = new long[1 << 10];
    private int[] domains = new int[1 << 10];
    private int[] users = new int[1 << 10];
    private boolean[] passing = new boolean[1 << 10];
    private int pooled;
    private int hand;
    private long entriesSet;
    private long entriesCleared;
    private long invalidations;
    private long exhausted;

    PremappedModel(Buffers buffers, PolicyOptions options, CostTable costs, AccessSource accesses) {
        super(buffers);
        this.options = options;
        this.costs = costs;
        this.accesses = accesses;
        capacity = options.premappedPages();
        iotlb = new Iotlb(options.translationCache());
    }

    @Override
    void opened(int head, int cpu, long tsNs) {
        for (int buffer = head; buffer != Buffers.NONE; buffer = buffers().next(buffer)) {
            if (buffer >= passing.length) {
                passing = Arrays.copyOf(passing, Math.max(buffer + 1, passing.length * 2));
            }
            int pages = buffers().pages(buffer);
            passing[buffer] = !useAll(buffer, tsNs);
            if (passing[buffer]) {
                exhausted++;
                entriesSet += pages;
                exposure.change(tsNs, pages * Buffers.PAGE_BYTES);
            }
            exposure.change(tsNs, -buffers().size(buffer));
        }
    }

    /// Makes all pages of a buffer stay mapped, or none.
    private boolean useAll(int buffer, long tsNs) {
        long first = buffers().phys(buffer) >>> Buffers.PAGE_BITS;
        for (int i = 0; i < buffers().pages(buffer); i++) {
            int place = use(buffers().domain(buffer), first + i, tsNs);
            if (place == NO_PAGE) {
                leave(buffer, i);
                return false;
            }
            if (accesses == AccessSource.EVERY_MAPPED_PAGE) {
                iotlb.access(domains[place], place);
            }
        }
        return true;
    }

    private void leave(int buffer, int pages) {
        long first = buffers().phys(buffer) >>> Buffers.PAGE_BITS;
        for (int i = 0; i < pages; i++) {
            users[places.get(buffers().domain(buffer), first + i)]--;
        }
    }

    private int use(int domain, long frame, long tsNs) {
        int place = places.get(domain, frame);
        if (place == KeyTable.ABSENT) {
            place = newPlace(tsNs);
            if (place == NO_PAGE) {
                return NO_PAGE;
            }
            frames[place] = frame;
            domains[place] = domain;
            users[place] = 0;
            places.put(domain, frame, place);
            entriesSet++;
            exposure.change(tsNs, Buffers.PAGE_BYTES);
        }
        users[place]++;
        return place;
    }

    private int newPlace(long tsNs) {
        if (pooled < capacity) {
            if (pooled == frames.length) {
                frames = Arrays.copyOf(frames, pooled * 2);
                domains = Arrays.copyOf(domains, pooled * 2);
                users = Arrays.copyOf(users, pooled * 2);
            }
            return pooled++;
        }
        for (int tried = 0; tried < pooled; tried++) {
            hand = hand + 1 == pooled ? 0 : hand + 1;
            if (users[hand] == 0) {
                places.remove(domains[hand], frames[hand]);
                iotlb.invalidate(domains[hand], hand, 1);
                entriesCleared++;
                invalidations++;
                exposure.change(tsNs, -Buffers.PAGE_BYTES);
                return hand;
            }
        }
        return NO_PAGE;
    }

    @Override
    void closed(int head, int cpu, long tsNs) {
        for (int buffer = head; buffer != Buffers.NONE; buffer = buffers().next(buffer)) {
            int pages = buffers().pages(buffer);
            if (passing[buffer]) {
                entriesCleared += pages;
                invalidations++;
                exposure.change(tsNs, -pages * Buffers.PAGE_BYTES);
            } else {
                leave(buffer, pages);
            }
            exposure.change(tsNs, buffers().size(buffer));
        }
    }

    @Override
    void access(int head, int page) {
        int left = page;
        for (int buffer = head; buffer != Buffers.NONE; buffer = buffers().next(buffer)) {
            if (left < buffers().pages(buffer)) {
                long frame = (buffers().phys(buffer) >>> Buffers.PAGE_BITS) + left;
                int place = places.get(buffers().domain(buffer), frame);
                if (place != KeyTable.ABSENT) {
                    iotlb.access(domains[place], place);
                }
                return;
            }
            left -= buffers().pages(buffer);
        }
    }

    @Override
    void accessElsewhere(int domain, long frame) {
        iotlb.access(domain, frame + capacity);
    }

    @Override
    PolicyResult result(long lastNs) {
        ResultDraft draft = new ResultDraft(Policy.PREMAPPED, costs);
        exposure.change(lastNs, 0);
        String model = "pages stay mapped, at most " + capacity;
        draft.counted(Figure.MAPS, maps(), PER_MAP);
        draft.counted(Figure.UNMAPS, unmaps(), PER_UNMAP);
        draft.counted(Figure.MAPPED_BYTES, mappedBytes(), PER_MAP);
        draft.simulated(Figure.TABLE_UPDATES, entriesSet + entriesCleared, model);
        draft.simulated(Figure.ENTRIES_SET, entriesSet, model);
        draft.simulated(Figure.ENTRIES_CLEARED, entriesCleared, model);
        draft.simulated(Figure.INVALIDATIONS_RANGE, invalidations, model);
        draft.counted(Figure.INVALIDATIONS_GLOBAL, 0, "each page by itself");
        draft.counted(Figure.COPIED_BYTES, 0, "the device uses the buffer itself");
        draft.simulated(Figure.POOL_PEAK_BYTES, pooled * Buffers.PAGE_BYTES, model);
        draft.simulated(Figure.POOL_EXHAUSTED, exhausted, model);
        draft.simulated(Figure.IOVA_PEAK_BYTES, pooled * Buffers.PAGE_BYTES, model);
        draft.exposure(exposure, Origin.SIMULATED, "pages that stay mapped, less the buffers in use");
        draft.iotlb(iotlb, accesses.describe(options.translationCache()));
        draft.cost(CostItem.DIRECT, maps() + unmaps());
        draft.cost(CostItem.MAP, entriesSet);
        draft.cost(CostItem.UNMAP, entriesCleared);
        draft.cost(CostItem.INVALIDATE_RANGE, invalidations);
        return draft.withCpuTime();
    }
}
