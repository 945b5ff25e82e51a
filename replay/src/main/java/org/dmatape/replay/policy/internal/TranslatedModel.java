// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.policy.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dmatape.replay.buffer.Buffers;
import org.dmatape.replay.histogram.Durations;
import org.dmatape.replay.policy.CostItem;
import org.dmatape.replay.policy.CostTable;
import org.dmatape.replay.policy.Figure;
import org.dmatape.replay.policy.Origin;
import org.dmatape.replay.policy.Policy;
import org.dmatape.replay.policy.PolicyOptions;
import org.dmatape.replay.policy.PolicyOptions.FlushQueue;
import org.dmatape.replay.policy.PolicyResult;
import org.dmatape.replay.policy.internal.iommu.FlushQueues;
import org.dmatape.replay.policy.internal.iommu.Iotlb;
import org.dmatape.replay.policy.internal.iommu.IovaSpace;

/// Buffers behind an IOMMU, as `drivers/iommu/dma-iommu.c` has it: a range of I/O addresses and page-table entries
/// per map; at the unmap the entries are cleared, and the range is invalidated at once (strict) or waits in a flush
/// queue (lazy).
final class TranslatedModel extends PolicyModel {

    private static final int NS_PER_MS = 1_000_000;

    private final Policy policy;
    private final PolicyOptions options;
    private final CostTable costs;
    private final AccessSource accesses;
    private final Iotlb iotlb;
    private final IovaSpace.Counters counters = new IovaSpace.Counters();
    private final Durations stale = new Durations();
    private final Exposure exposure = new Exposure();
    private final List<IovaSpace> spaces = new ArrayList<>();
    private final List<FlushQueues> queues = new ArrayList<>();
    private long[] frames = new long[1 << 10];
    private long tableUpdates;
    private long entriesSet;
    private long entriesCleared;
    private long rangeInvalidations;
    private long globalInvalidations;
    private long fullQueues;
    private long opened;
    private long closed;

    /// @param policy [Policy#STRICT] or [Policy#LAZY]
    TranslatedModel(Policy policy, Buffers buffers, PolicyOptions options, CostTable costs, AccessSource accesses) {
        super(buffers);
        this.policy = policy;
        this.options = options;
        this.costs = costs;
        this.accesses = accesses;
        iotlb = new Iotlb(options.translationCache());
    }

    @Override
    void opened(int head, int cpu, long tsNs) {
        int domain = buffers().domain(head);
        int pages = buffers().chainPages(head);
        ensureDomain(domain);
        queues.get(domain).advance(tsNs);
        if (head >= frames.length) {
            frames = Arrays.copyOf(frames, Math.max(head + 1, frames.length * 2));
        }
        long frame = spaces.get(domain).take(pages, cpu, tsNs);
        frames[head] = frame;
        opened++;
        tableUpdates++;
        entriesSet += pages;
        exposure.change(tsNs, pages * Buffers.PAGE_BYTES - buffers().chainBytes(head));
        if (accesses == AccessSource.EVERY_MAPPED_PAGE) {
            for (int page = 0; page < pages; page++) {
                iotlb.access(domain, frame + page);
            }
        }
    }

    @Override
    void closed(int head, int cpu, long tsNs) {
        int domain = buffers().domain(head);
        int pages = buffers().chainPages(head);
        closed++;
        tableUpdates++;
        entriesCleared += pages;
        exposure.change(tsNs, buffers().chainBytes(head) - pages * Buffers.PAGE_BYTES);
        queues.get(domain).advance(tsNs);
        if (policy == Policy.LAZY) {
            queues.get(domain).queue(frames[head], pages, cpu, tsNs);
        } else {
            rangeInvalidations++;
            iotlb.invalidate(domain, frames[head], pages);
            spaces.get(domain).put(frames[head], pages, cpu, tsNs);
        }
    }

    @Override
    void access(int head, int page) {
        iotlb.access(buffers().domain(head), frames[head] + page);
    }

    @Override
    void accessElsewhere(int domain, long frame) {
        iotlb.access(domain, frame);
    }

    private void ensureDomain(int domain) {
        while (domain >= spaces.size()) {
            int added = spaces.size();
            IovaSpace space = new IovaSpace(options.magazineEntries(), counters);
            spaces.add(space);
            queues.add(new FlushQueues(options.flushQueue(), space, new FlushQueues.Flushed() {
                @Override
                public void all(boolean full) {
                    globalInvalidations++;
                    fullQueues += full ? 1 : 0;
                    iotlb.invalidateAll(added);
                }

                @Override
                public void range(long staleNs) {
                    stale.add(staleNs);
                }
            }));
        }
    }

    @Override
    PolicyResult result(long lastNs) {
        queues.forEach(queue -> queue.advance(lastNs));
        ResultDraft draft = new ResultDraft(policy, costs);
        draft.counted(Figure.MAPS, maps(), PER_MAP);
        draft.counted(Figure.UNMAPS, unmaps(), PER_UNMAP);
        draft.counted(Figure.MAPPED_BYTES, mappedBytes(), PER_MAP);
        String everyCall = "one per map, unmap, alloc and free";
        draft.counted(Figure.TABLE_UPDATES, tableUpdates, everyCall);
        draft.counted(Figure.ENTRIES_SET, entriesSet, "pages a mapping reaches into");
        draft.counted(Figure.ENTRIES_CLEARED, entriesCleared, "pages a mapping reaches into");
        draft.counted(Figure.COPIED_BYTES, 0, "the device uses the buffer itself");
        if (policy == Policy.LAZY) {
            FlushQueue shape = options.flushQueue();
            String model = "flush queues of " + shape.entries() + " per CPU, " + shape.timeoutNs() / NS_PER_MS
                    + " ms at " + shape.tickHz() + " Hz";
            draft.counted(Figure.INVALIDATIONS_RANGE, 0, "unmaps wait for one of everything");
            draft.simulated(Figure.INVALIDATIONS_GLOBAL, globalInvalidations, model);
            draft.simulated(Figure.FLUSH_QUEUE_FULL, fullQueues, model);
            draft.stale(stale, Origin.SIMULATED, model);
        } else {
            draft.counted(Figure.INVALIDATIONS_RANGE, rangeInvalidations, "one per unmap and free");
            draft.counted(Figure.INVALIDATIONS_GLOBAL, 0, "each range by itself");
            draft.stale(stale, Origin.COUNTED, "an unmap returns when its range is invalidated");
        }
        String allocator = "magazines of " + options.magazineEntries() + " per CPU, depot, tree";
        draft.simulated(Figure.IOVA_FROM_MAGAZINE, counters.fromMagazine(), allocator);
        draft.simulated(Figure.IOVA_FROM_DEPOT, counters.fromDepot(), allocator);
        draft.simulated(Figure.IOVA_FROM_TREE, counters.fromTree(), allocator);
        long peakPages = spaces.stream().mapToLong(IovaSpace::peakPages).sum();
        draft.simulated(Figure.IOVA_PEAK_BYTES, peakPages << Buffers.PAGE_BITS, allocator);
        draft.reuse(counters.reuse(), Origin.SIMULATED, allocator);
        draft.exposure(exposure, Origin.COUNTED, "rest of the first and last page of each mapping");
        draft.iotlb(iotlb, accesses.describe(options.translationCache()));
        addCosts(draft);
        return draft.withCpuTime();
    }

    private void addCosts(ResultDraft draft) {
        draft.cost(CostItem.MAP, opened);
        draft.cost(CostItem.UNMAP, closed);
        draft.cost(CostItem.PAGE, entriesSet - opened + entriesCleared - closed);
        draft.cost(CostItem.TREE, counters.fromTree());
        draft.cost(CostItem.INVALIDATE_RANGE, rangeInvalidations);
        draft.cost(CostItem.INVALIDATE_GLOBAL, globalInvalidations);
    }
}
