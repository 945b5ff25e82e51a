// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.policy.internal.iommu;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Free I/O addresses of one size: two magazines per CPU and a depot they share, as in `drivers/iommu/iova.c`
/// (Linux 6.12: `__iova_rcache_get`, `__iova_rcache_insert`). What the depot holds beyond one magazine per CPU goes
/// back to the tree, one magazine every 100 ms (`iova_depot_work_func`).
final class RangeCache {

    /// No address.
    static final long NONE = -1;

    private static final long DEPOT_DELAY_NS = 100_000_000;

    private final int magazineEntries;
    private final List<Magazine> loaded = new ArrayList<>();
    private final List<Magazine> previous = new ArrayList<>();
    private final Deque<Magazine> depot = new ArrayDeque<>();
    private final Deque<Magazine> empty = new ArrayDeque<>();
    private long nextTrimNs = Long.MAX_VALUE;
    private boolean fromDepot;
    private long freedNs;

    RangeCache(int magazineEntries) {
        this.magazineEntries = magazineEntries;
    }

    /// Takes an address, or [#NONE].
    long take(int cpu) {
        ensureCpu(cpu);
        fromDepot = false;
        if (loaded.get(cpu).isEmpty()) {
            if (!previous.get(cpu).isEmpty()) {
                swap(cpu);
            } else if (!depot.isEmpty()) {
                empty.push(loaded.set(cpu, depot.pop()));
                fromDepot = true;
            } else {
                return NONE;
            }
        }
        Magazine magazine = loaded.get(cpu);
        long frame = magazine.pop();
        freedNs = magazine.poppedFreedNs();
        return frame;
    }

    /// Whether the address taken last made a magazine come from the depot.
    boolean tookFromDepot() {
        return fromDepot;
    }

    /// When the address taken last had been freed.
    long takenFreedNs() {
        return freedNs;
    }

    /// Puts a free address in.
    void put(int cpu, long frame, long tsNs) {
        ensureCpu(cpu);
        if (loaded.get(cpu).isFull()) {
            if (!previous.get(cpu).isFull()) {
                swap(cpu);
            } else {
                depot.push(loaded.set(cpu, newMagazine()));
                nextTrimNs = tsNs + DEPOT_DELAY_NS;
            }
        }
        loaded.get(cpu).push(frame, tsNs);
    }

    /// Takes the magazines out of the depot whose time has come; their addresses go back to the tree.
    void trim(long tsNs, Returned tree) {
        while (tsNs >= nextTrimNs) {
            if (depot.size() <= loaded.size()) {
                nextTrimNs = Long.MAX_VALUE;
                return;
            }
            Magazine magazine = depot.pop();
            while (!magazine.isEmpty()) {
                tree.take(magazine.pop());
            }
            empty.push(magazine);
            nextTrimNs += DEPOT_DELAY_NS;
        }
    }

    /// Takes an address back.
    interface Returned {

        void take(long frame);
    }

    private void swap(int cpu) {
        previous.set(cpu, loaded.set(cpu, previous.get(cpu)));
    }

    private void ensureCpu(int cpu) {
        while (cpu >= loaded.size()) {
            loaded.add(newMagazine());
            previous.add(newMagazine());
        }
    }

    private Magazine newMagazine() {
        return empty.isEmpty() ? new Magazine(magazineEntries) : empty.pop();
    }
}
