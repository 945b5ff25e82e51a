// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.bug;

import org.dmatape.samples.generate.BugKind;

/// Commits one bug. What each one's events look like is said at [BugKind].
public sealed interface BugInjector permits MappingBug, UnmapBug, SyncBug, ScatterlistBug, QueueBug, DeviceBug {

    /// Commits the bug.
    ///
    /// @return false when it is not possible here and now, and nothing was done
    boolean commit(BugSite site);

    /// The injector of a bug.
    static BugInjector of(BugKind kind) {
        return switch (kind) {
            case DOUBLE_MAP -> new MappingBug.DoubleMap();
            case SHARED_PAGE -> new MappingBug.SharedPage();
            case LEAKED_MAP -> new MappingBug.LeakedMap();
            case MAP_ERROR_UNCHECKED -> new MappingBug.MapErrorUnchecked();
            case UNMAP_SIZE_MISMATCH -> new UnmapBug.OtherSize();
            case UNMAP_DIRECTION_MISMATCH -> new UnmapBug.OtherDirection();
            case DOUBLE_UNMAP -> new UnmapBug.Twice();
            case NEVER_MAPPED -> new UnmapBug.NeverMapped();
            case FREE_ADDRESS_MISMATCH -> new UnmapBug.OtherCpuAddress();
            case UNMAP_API_MISMATCH -> new ScatterlistBug.OtherFamily();
            case UNMAP_COUNT_MISMATCH -> new ScatterlistBug.OtherCount();
            case SYNC_UNMAPPED -> new SyncBug.Unmapped();
            case SYNC_OUT_OF_RANGE -> new SyncBug.OutOfRange();
            case SYNC_DIRECTION -> new SyncBug.OtherDirection();
            case DUPLICATE_TOKEN -> new QueueBug.DuplicateToken();
            case RING_FULL -> new QueueBug.RingFull();
            case SPURIOUS_INTERRUPT -> new QueueBug.SpuriousInterrupt();
            case PREMATURE_UNMAP -> new QueueBug.PrematureUnmap();
            case DESCRIPTOR_UNMAPPED -> new QueueBug.DescriptorUnmapped();
            case STALLED_BUFFER -> new QueueBug.StalledBuffer();
            case DEVICE_AFTER_UNMAP, DEVICE_NEVER_MAPPED, DEVICE_BEYOND_END, DEVICE_WRITE, DEVICE_READ ->
                DeviceBug.of(kind);
        };
    }
}
