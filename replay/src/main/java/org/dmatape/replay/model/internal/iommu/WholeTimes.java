// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal.iommu;

import java.util.Arrays;
import org.dmatape.replay.model.internal.table.OperationTimes;

/// When invalidations of everything came: the latest of them, in rising order.
final class WholeTimes {

    private static final int CAPACITY = 1 << 16;

    private long[] eventId = new long[1 << 6];
    private long[] tsNs = new long[1 << 6];
    private int count;

    /// Everything was invalidated.
    void add(long event, long atNs) {
        if (count == CAPACITY) {
            count = CAPACITY / 2;
            System.arraycopy(eventId, CAPACITY / 2, eventId, 0, count);
            System.arraycopy(tsNs, CAPACITY / 2, tsNs, 0, count);
        }
        if (count == tsNs.length) {
            eventId = Arrays.copyOf(eventId, count * 2);
            tsNs = Arrays.copyOf(tsNs, count * 2);
        }
        eventId[count] = event;
        tsNs[count] = atNs;
        count++;
    }

    /// The first time it was behind an event, or [OperationTimes#NEVER].
    long firstBehind(long event) {
        return first(eventId, event + 1);
    }

    /// The first time it was not before a time, or [OperationTimes#NEVER].
    long firstNotBefore(long fromNs) {
        return first(tsNs, fromNs);
    }

    private long first(long[] keys, long from) {
        int below = 0;
        int above = count;
        while (below < above) {
            int middle = (below + above) >>> 1;
            if (keys[middle] < from) {
                below = middle + 1;
            } else {
                above = middle;
            }
        }
        return below < count ? tsNs[below] : OperationTimes.NEVER;
    }
}
