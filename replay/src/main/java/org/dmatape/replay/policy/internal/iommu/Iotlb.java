// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.policy.internal.iommu;

import org.dmatape.replay.policy.PolicyOptions.TranslationCache;

/// The IOTLB and the page-walk cache of an IOMMU. An invalidation of a range takes translations out of the IOTLB
/// and leaves the tables' addresses (VT-d's invalidation hint, which `intel_iommu` sets where no table was freed);
/// one of everything takes out both.
public final class Iotlb {

    /// Page frames that one last-level table translates, as a shift: 2 MiB.
    private static final int TABLE_SHIFT = 9;

    /// From here on dropping a whole domain is cheaper than page after page.
    private static final int MANY_PAGES = 1024;

    private final AssociativeCache translations;
    private final AssociativeCache tables;
    private long accesses;
    private long misses;
    private long walkMisses;

    public Iotlb(TranslationCache shape) {
        translations = new AssociativeCache(shape.entries(), shape.ways());
        tables = new AssociativeCache(shape.walkEntries(), shape.walkEntries());
    }

    /// A device uses a page of a domain.
    public void access(int domain, long frame) {
        accesses++;
        if (translations.touch(AssociativeCache.key(domain, frame))) {
            return;
        }
        misses++;
        if (!tables.touch(AssociativeCache.key(domain, frame >>> TABLE_SHIFT))) {
            walkMisses++;
        }
    }

    /// Pages of a domain are invalidated.
    public void invalidate(int domain, long frame, int pages) {
        if (pages > MANY_PAGES) {
            translations.dropDomain(domain);
            return;
        }
        for (int i = 0; i < pages; i++) {
            translations.drop(AssociativeCache.key(domain, frame + i));
        }
    }

    /// All of a domain is invalidated.
    public void invalidateAll(int domain) {
        translations.dropDomain(domain);
        tables.dropDomain(domain);
    }

    /// Pages used so far.
    public long accesses() {
        return accesses;
    }

    /// Of these, how many the IOTLB did not hold.
    public long misses() {
        return misses;
    }

    /// Of these, how many the page-walk cache did not hold either.
    public long walkMisses() {
        return walkMisses;
    }
}
