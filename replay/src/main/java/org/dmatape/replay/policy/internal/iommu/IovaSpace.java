// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.policy.internal.iommu;

import org.dmatape.replay.histogram.Durations;

/// The I/O addresses of one domain. Sizes up to 32 pages are rounded up to a power of two and come from magazines;
/// the rest, and what no magazine has, comes from the tree (`alloc_iova_fast`, `drivers/iommu/iova.c`).
public final class IovaSpace {

    /// `IOVA_RANGE_CACHE_MAX_SIZE`.
    private static final int CACHED_CLASSES = 6;

    private final RangeCache[] caches = new RangeCache[CACHED_CLASSES];
    private final IovaTree tree = new IovaTree();
    private final Counters counters;

    /// What is counted, over all domains.
    public static final class Counters {
        final Durations reuse = new Durations();
        long fromMagazine;
        long fromDepot;
        long fromTree;

        /// How long addresses rested before they were given out again.
        public Durations reuse() {
            return reuse;
        }

        /// Addresses that came from a CPU's magazine.
        public long fromMagazine() {
            return fromMagazine;
        }

        /// Addresses for which a full magazine was fetched from the depot.
        public long fromDepot() {
            return fromDepot;
        }

        /// Addresses that were searched for in the tree.
        public long fromTree() {
            return fromTree;
        }
    }

    public IovaSpace(int magazineEntries, Counters counters) {
        this.counters = counters;
        for (int i = 0; i < CACHED_CLASSES; i++) {
            caches[i] = new RangeCache(magazineEntries);
        }
    }

    /// Takes a range.
    ///
    /// @return its first page frame
    public long take(int pages, int cpu, long tsNs) {
        int sizeClass = IovaTree.sizeClass(pages);
        if (sizeClass >= CACHED_CLASSES) {
            counters.fromTree++;
            return tree.take(pages);
        }
        RangeCache cache = caches[sizeClass];
        cache.trim(tsNs, frame -> tree.put(frame, 1 << sizeClass));
        long frame = cache.take(cpu);
        if (frame == RangeCache.NONE) {
            counters.fromTree++;
            return tree.take(1 << sizeClass);
        }
        if (cache.tookFromDepot()) {
            counters.fromDepot++;
        } else {
            counters.fromMagazine++;
        }
        counters.reuse.add(tsNs - cache.takenFreedNs());
        return frame;
    }

    /// Takes a range back.
    ///
    /// @param unmappedNs when it was unmapped, which is before it may be used again
    public void put(long frame, int pages, int cpu, long unmappedNs) {
        int sizeClass = IovaTree.sizeClass(pages);
        if (sizeClass >= CACHED_CLASSES) {
            tree.put(frame, pages);
        } else {
            caches[sizeClass].put(cpu, frame, unmappedNs);
        }
    }

    /// The most pages that were given out at once.
    public long peakPages() {
        return tree.peakPages();
    }
}
