// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal.iommu;

import java.util.Arrays;
import org.dmatape.replay.event.IommuOperation;
import org.dmatape.replay.model.StaleRanges;

/// The IOTLB's staleness: the ranges unmapped since they were last invalidated, per device, oldest first. A flush of a
/// range takes out what lies in it; a flush of everything takes out the device's, or all when it names none.
final class IotlbState {

    private static final int FIRST_CAPACITY = 1 << 8;

    /// More than any flush queue holds. Where invalidations were not recorded the oldest give way.
    private static final int CAPACITY = 1 << 16;

    private int[] device = new int[FIRST_CAPACITY];
    private long[] iova = new long[FIRST_CAPACITY];
    private long[] size = new long[FIRST_CAPACITY];
    private int count;
    private int most;

    void execute(IommuOperation operation) {
        switch (operation.op()) {
            case UNMAP -> unmapped(operation);
            case FLUSH_RANGE, INVALIDATE -> {
                if (operation.hasRange()) {
                    invalidated(operation);
                }
            }
            case FLUSH_ALL, FLUSH_QUEUE -> allInvalidated(operation.device());
            case MAP, ATTACH, DETACH, ADD_TO_GROUP, REMOVE_FROM_GROUP -> {}
        }
    }

    StaleRanges ranges() {
        long bytes = 0;
        for (int i = 0; i < count; i++) {
            bytes += size[i];
        }
        return new StaleRanges(count, bytes, most);
    }

    private void unmapped(IommuOperation unmap) {
        if (!unmap.hasRange()) {
            return;
        }
        if (count == CAPACITY) {
            drop(CAPACITY / 2);
        }
        if (count == iova.length) {
            device = Arrays.copyOf(device, count * 2);
            iova = Arrays.copyOf(iova, count * 2);
            size = Arrays.copyOf(size, count * 2);
        }
        device[count] = unmap.device();
        iova[count] = unmap.iova();
        size[count] = unmap.size();
        count++;
        most = Math.max(most, count);
    }

    private void drop(int oldest) {
        count -= oldest;
        System.arraycopy(device, oldest, device, 0, count);
        System.arraycopy(iova, oldest, iova, 0, count);
        System.arraycopy(size, oldest, size, 0, count);
    }

    private void invalidated(IommuOperation flush) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            boolean covered = (flush.device() < 0 || device[i] < 0 || device[i] == flush.device())
                    && Long.compareUnsigned(iova[i], flush.iova()) >= 0
                    && iova[i] - flush.iova() + size[i] <= flush.size();
            kept = covered ? kept : keep(i, kept);
        }
        count = kept;
    }

    private void allInvalidated(int ofDevice) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            boolean covered = ofDevice < 0 || device[i] < 0 || device[i] == ofDevice;
            kept = covered ? kept : keep(i, kept);
        }
        count = kept;
    }

    private int keep(int from, int to) {
        device[to] = device[from];
        iova[to] = iova[from];
        size[to] = size[from];
        return to + 1;
    }
}
