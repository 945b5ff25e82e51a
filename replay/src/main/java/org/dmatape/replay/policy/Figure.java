// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.policy;

import java.util.Locale;

/// What is told of a policy. The order is that of the output.
public enum Figure {
    /// Mapping calls: one per buffer or scatterlist.
    MAPS(Unit.COUNT),
    /// Unmapping calls.
    UNMAPS(Unit.COUNT),
    /// Bytes the driver asked to map.
    MAPPED_BYTES(Unit.BYTES),
    /// Calls that change the IOMMU's page tables: maps and unmaps of a range.
    TABLE_UPDATES(Unit.COUNT),
    /// Page-table entries of 4 KiB set.
    ENTRIES_SET(Unit.COUNT),
    /// Page-table entries of 4 KiB cleared.
    ENTRIES_CLEARED(Unit.COUNT),
    /// Invalidations of a range.
    INVALIDATIONS_RANGE(Unit.COUNT),
    /// Invalidations of everything.
    INVALIDATIONS_GLOBAL(Unit.COUNT),
    /// Of those, the ones because a flush queue was full; the others are the timer's.
    FLUSH_QUEUE_FULL(Unit.COUNT),
    /// Buffers given a place in the bounce pool.
    BOUNCES(Unit.COUNT),
    /// Their bytes.
    BOUNCED_BYTES(Unit.BYTES),
    /// Bytes the CPU copied, both ways.
    COPIED_BYTES(Unit.BYTES),
    /// The most of the pool in use at once.
    POOL_PEAK_BYTES(Unit.BYTES),
    /// Buffers for which the pool had no room.
    POOL_EXHAUSTED(Unit.COUNT),
    /// Buffers larger than the pool's largest piece, which a driver would have to split.
    SEGMENT_TOO_LARGE(Unit.COUNT),
    /// I/O addresses taken from a magazine of the CPU.
    IOVA_FROM_MAGAZINE(Unit.COUNT),
    /// I/O addresses taken after a magazine was fetched from the depot.
    IOVA_FROM_DEPOT(Unit.COUNT),
    /// I/O addresses allocated from the tree, under its lock.
    IOVA_FROM_TREE(Unit.COUNT),
    /// The most I/O address space taken at once: live, waiting for invalidation, or kept in magazines.
    IOVA_PEAK_BYTES(Unit.BYTES),
    /// Half of the I/O addresses used again were used again within this time.
    REUSE_P50_NS(Unit.NANOSECONDS),
    /// The shortest time after which an I/O address was used again.
    REUSE_MIN_NS(Unit.NANOSECONDS),
    /// Ranges a device could still reach after their unmap.
    STALE_RANGES(Unit.COUNT),
    /// For how long, all together.
    STALE_TOTAL_NS(Unit.NANOSECONDS),
    /// Half of them not longer than this.
    STALE_P50_NS(Unit.NANOSECONDS),
    /// 99 of 100 not longer than this.
    STALE_P99_NS(Unit.NANOSECONDS),
    /// The longest.
    STALE_MAX_NS(Unit.NANOSECONDS),
    /// The most bytes reachable at once that no driver asked to map: rest of pages, rest of slots, idle pages of a
    /// pool.
    EXPOSED_PEAK_BYTES(Unit.BYTES),
    /// Those bytes times how long they were reachable.
    EXPOSED_BYTE_SECONDS(Unit.BYTE_SECONDS),
    /// Accesses of the device that were looked up in the IOTLB.
    IOTLB_ACCESSES(Unit.COUNT),
    /// Those not found there.
    IOTLB_MISSES(Unit.COUNT),
    /// Those not found in the page-walk cache either: walks from the root.
    WALK_MISSES(Unit.COUNT),
    /// CPU time in mapping, unmapping, invalidating and copying.
    CPU_NS(Unit.NANOSECONDS);

    /// What a figure is counted in.
    public enum Unit {
        /// Pieces.
        COUNT,
        /// Bytes.
        BYTES,
        /// Nanoseconds.
        NANOSECONDS,
        /// Bytes times seconds.
        BYTE_SECONDS
    }

    private final Unit unit;

    Figure(Unit unit) {
        this.unit = unit;
    }

    /// What it is counted in.
    public Unit unit() {
        return unit;
    }

    /// Its name in output.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
