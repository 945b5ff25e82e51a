// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.policy.internal;

import java.util.Arrays;
import org.dmatape.replay.event.IommuOperation;
import org.dmatape.replay.facts.SourceClocks;
import org.dmatape.replay.histogram.Durations;
import org.dmatape.replay.model.internal.table.KeyTable;

/// What the tape's own `iommu_op` says of time: how long ranges stayed reachable after their unmap, and after how
/// long an address was mapped again.
final class RecordedWindows {

    private static final int FIRST_CAPACITY = 1 << 8;

    /// More than any flush queue holds. Where invalidations were not recorded the oldest give way.
    private static final int CAPACITY = 1 << 16;

    /// Addresses whose latest unmap is known; beyond them all are forgotten.
    private static final int MAX_ADDRESSES = 1 << 20;

    private final DeviceInvalidations ofDevice;
    private final Durations stale = new Durations();
    private final Durations reuse = new Durations();
    private int[] device = new int[FIRST_CAPACITY];
    private long[] iova = new long[FIRST_CAPACITY];
    private long[] size = new long[FIRST_CAPACITY];
    private long[] unmappedNs = new long[FIRST_CAPACITY];
    private int count;
    private KeyTable addresses = new KeyTable();
    private long[] lastUnmapNs = new long[FIRST_CAPACITY];
    private int knownAddresses;

    RecordedWindows(SourceClocks clocks) {
        ofDevice = new DeviceInvalidations(clocks);
    }

    Durations stale() {
        return stale;
    }

    Durations reuse() {
        return reuse;
    }

    void mapped(IommuOperation map) {
        int address = addresses.get(map.device(), map.iova());
        if (address != KeyTable.ABSENT) {
            reuse.add(map.tsNs() - lastUnmapNs[address]);
        }
    }

    void unmapped(IommuOperation unmap) {
        remember(unmap);
        if (ofDevice.mayFollow(unmap)) {
            stale.add(0);
            return;
        }
        if (count == CAPACITY) {
            count -= CAPACITY / 2;
            System.arraycopy(device, CAPACITY / 2, device, 0, count);
            System.arraycopy(iova, CAPACITY / 2, iova, 0, count);
            System.arraycopy(size, CAPACITY / 2, size, 0, count);
            System.arraycopy(unmappedNs, CAPACITY / 2, unmappedNs, 0, count);
        }
        if (count == iova.length) {
            device = Arrays.copyOf(device, count * 2);
            iova = Arrays.copyOf(iova, count * 2);
            size = Arrays.copyOf(size, count * 2);
            unmappedNs = Arrays.copyOf(unmappedNs, count * 2);
        }
        device[count] = unmap.device();
        iova[count] = unmap.iova();
        size[count] = unmap.size();
        unmappedNs[count] = unmap.tsNs();
        count++;
    }

    private void remember(IommuOperation unmap) {
        int address = addresses.get(unmap.device(), unmap.iova());
        if (address == KeyTable.ABSENT) {
            if (knownAddresses == MAX_ADDRESSES) {
                addresses = new KeyTable();
                knownAddresses = 0;
            }
            address = knownAddresses++;
            addresses.put(unmap.device(), unmap.iova(), address);
            if (address == lastUnmapNs.length) {
                lastUnmapNs = Arrays.copyOf(lastUnmapNs, address * 2);
            }
        }
        lastUnmapNs[address] = unmap.tsNs();
    }

    /// A range, or everything when it names none, was invalidated.
    void invalidated(IommuOperation flush) {
        ofDevice.add(flush);
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (covers(flush, i)) {
                stale.add(flush.tsNs() - unmappedNs[i]);
            } else {
                device[kept] = device[i];
                iova[kept] = iova[i];
                size[kept] = size[i];
                unmappedNs[kept] = unmappedNs[i];
                kept++;
            }
        }
        count = kept;
    }

    private boolean covers(IommuOperation flush, int range) {
        boolean sameDevice = flush.device() < 0 || device[range] < 0 || device[range] == flush.device();
        return sameDevice
                && (!flush.hasRange()
                        || (Long.compareUnsigned(iova[range], flush.iova()) >= 0
                                && iova[range] - flush.iova() + size[range] <= flush.size()));
    }
}
