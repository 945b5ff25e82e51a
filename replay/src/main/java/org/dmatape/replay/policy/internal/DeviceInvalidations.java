// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.policy.internal;

import org.dmatape.replay.event.IommuOperation;
import org.dmatape.replay.facts.SourceClocks;

/// The latest invalidations of ranges that the device's side recorded. Its clock is known within an error only, so
/// one that stands in front of the unmap of its range may be the one behind it. Of an invalidation of everything,
/// which is as much about the unmaps before it, that is no reason to believe so.
final class DeviceInvalidations {

    private static final int CAPACITY = 1 << 12;

    private final SourceClocks clocks;
    private final int[] device = new int[CAPACITY];
    private final long[] iova = new long[CAPACITY];
    private final long[] size = new long[CAPACITY];
    private final long[] latestNs = new long[CAPACITY];
    private long count;
    private long furthestNs = Long.MIN_VALUE;

    DeviceInvalidations(SourceClocks clocks) {
        this.clocks = clocks;
    }

    void add(IommuOperation flush) {
        if (!flush.hasRange() || clocks.isDriver(flush.source())) {
            return;
        }
        int place = (int) (count++ % CAPACITY);
        device[place] = flush.device();
        iova[place] = flush.iova();
        size[place] = flush.size();
        latestNs[place] = flush.tsNs() + clocks.errorNs(flush.source(), flush.tsNs());
        furthestNs = Math.max(furthestNs, latestNs[place]);
    }

    /// Whether one of them may have come after an unmap and covers it.
    boolean mayFollow(IommuOperation unmap) {
        if (furthestNs < unmap.tsNs()) {
            return false;
        }
        for (long number = Math.max(0, count - CAPACITY); number < count; number++) {
            int place = (int) (number % CAPACITY);
            if (latestNs[place] >= unmap.tsNs() && covers(place, unmap)) {
                return true;
            }
        }
        return false;
    }

    private boolean covers(int place, IommuOperation unmap) {
        boolean sameDevice = device[place] < 0 || unmap.device() < 0 || device[place] == unmap.device();
        return sameDevice
                && Long.compareUnsigned(unmap.iova(), iova[place]) >= 0
                && unmap.iova() - iova[place] + unmap.size() <= size[place];
    }
}
