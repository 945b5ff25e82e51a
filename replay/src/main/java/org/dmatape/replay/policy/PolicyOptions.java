// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.policy;

/// The sizes the policies are modelled with.
///
/// @param flushQueue the flush queues of lazy invalidation
/// @param magazineEntries I/O addresses per magazine: 127 since Linux 6.3 (`IOVA_MAG_SIZE`,
///     `drivers/iommu/iova.c`), 128 before
/// @param bouncePool the pool of swiotlb
/// @param premappedPages the most pages of 4 KiB that stay mapped; beyond them the one unused for longest gives way
/// @param translationCache the caches of the IOMMU
public record PolicyOptions(
        FlushQueue flushQueue,
        int magazineEntries,
        BouncePool bouncePool,
        int premappedPages,
        TranslationCache translationCache) {

    private static final int DEFAULT_MAGAZINE_ENTRIES = 127;
    private static final int DEFAULT_PREMAPPED_PAGES = 16_384;

    /// A flush queue per CPU and domain, `drivers/iommu/dma-iommu.c`.
    ///
    /// @param entries size of the ring, one of which stays empty: 256 (`IOVA_DEFAULT_FQ_SIZE`)
    /// @param timeoutNs time after which it is emptied: 10 ms (`IOVA_DEFAULT_FQ_TIMEOUT`)
    /// @param tickHz ticks per second of the kernel's timer (`CONFIG_HZ`): 250 in Debian. The wheel rounds the
    ///     timeout up to whole ticks and never fires early (`calc_index`, `kernel/time/timer.c`)
    public record FlushQueue(int entries, long timeoutNs, int tickHz) {

        /// As in Linux.
        public static final FlushQueue LINUX = new FlushQueue(256, 10_000_000, 250);
    }

    /// The bounce buffers of `kernel/dma/swiotlb.c`.
    ///
    /// @param slotBytes 2 KiB (`IO_TLB_SHIFT` 11)
    /// @param sizeBytes 64 MiB (`IO_TLB_DEFAULT_SIZE`)
    /// @param segmentSlots the most slots of one buffer: 128 (`IO_TLB_SEGSIZE`), 256 KiB
    public record BouncePool(int slotBytes, long sizeBytes, int segmentSlots) {

        /// As in Linux.
        public static final BouncePool LINUX = new BouncePool(2048, 64L << 20, 128);
    }

    /// The caches of an IOMMU. Vendors do not publish theirs; the defaults are round numbers to compare policies
    /// with.
    ///
    /// @param entries translations of 4 KiB
    /// @param ways how many of them may have the same set; entries is a multiple
    /// @param walkEntries pointers to last-level tables, each good for 2 MiB
    public record TranslationCache(int entries, int ways, int walkEntries) {

        /// To compare policies with.
        public static final TranslationCache SMALL = new TranslationCache(64, 4, 16);
    }

    /// As in Linux, with a small IOTLB.
    public static PolicyOptions defaults() {
        return new PolicyOptions(
                FlushQueue.LINUX,
                DEFAULT_MAGAZINE_ENTRIES,
                BouncePool.LINUX,
                DEFAULT_PREMAPPED_PAGES,
                TranslationCache.SMALL);
    }
}
