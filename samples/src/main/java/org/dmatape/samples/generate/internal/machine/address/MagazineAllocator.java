// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.machine.address;

import java.util.ArrayDeque;
import java.util.Deque;
import org.dmatape.samples.generate.internal.event.layout.CpuTrace;

/// Ranges of power-of-two sizes, cached per CPU and given out again last in, first out, as the kernel's IOVA cache
/// does (`drivers/iommu/iova.c`): a CPU that holds too many passes half of them on, and a CPU that has none takes
/// those over. So a range never moves between CPUs before it was released.
public final class MagazineAllocator implements AddressAllocator {

    private static final int SIZE_CLASSES = 16;
    private static final int MAGAZINE_SIZE = 127;

    private final int unitShift;
    private final FreshAddresses fresh;
    private final Magazine[][] magazines;
    private final Deque<PassedOn>[] passedOn;

    /// Addresses that were never used.
    interface FreshAddresses {
        long take(long bytes);
    }

    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    private record PassedOn(long sinceNs, long[] addresses) {}

    private static final class Magazine {
        private final long[] addresses = new long[2 * MAGAZINE_SIZE];
        private int count;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    public MagazineAllocator(int cpus, int unitShift, FreshAddresses fresh) {
        this.unitShift = unitShift;
        this.fresh = fresh;
        magazines = new Magazine[SIZE_CLASSES][cpus];
        passedOn = new Deque[SIZE_CLASSES];
        for (int sizeClass = 0; sizeClass < SIZE_CLASSES; sizeClass++) {
            passedOn[sizeClass] = new ArrayDeque<>();
        }
    }

    @Override
    public long allocate(CpuTrace cpu, long bytes) {
        int sizeClass = sizeClass(bytes);
        Magazine magazine = magazine(sizeClass, cpu);
        if (magazine.count == 0) {
            takeOver(sizeClass, cpu, magazine);
        }
        if (magazine.count > 0) {
            return magazine.addresses[--magazine.count];
        }
        return fresh.take(1L << (sizeClass + unitShift));
    }

    @Override
    public void release(CpuTrace cpu, long address, long bytes) {
        int sizeClass = sizeClass(bytes);
        Magazine magazine = magazine(sizeClass, cpu);
        if (magazine.count == magazine.addresses.length) {
            passOn(sizeClass, cpu, magazine);
        }
        magazine.addresses[magazine.count++] = address;
    }

    private Magazine magazine(int sizeClass, CpuTrace cpu) {
        Magazine[] ofClass = magazines[sizeClass];
        if (ofClass[cpu.index()] == null) {
            ofClass[cpu.index()] = new Magazine();
        }
        return ofClass[cpu.index()];
    }

    private void passOn(int sizeClass, CpuTrace cpu, Magazine magazine) {
        long[] oldest = new long[MAGAZINE_SIZE];
        System.arraycopy(magazine.addresses, 0, oldest, 0, MAGAZINE_SIZE);
        System.arraycopy(magazine.addresses, MAGAZINE_SIZE, magazine.addresses, 0, MAGAZINE_SIZE);
        magazine.count = MAGAZINE_SIZE;
        passedOn[sizeClass].addLast(new PassedOn(cpu.nowNs(), oldest));
    }

    private void takeOver(int sizeClass, CpuTrace cpu, Magazine magazine) {
        PassedOn candidate = passedOn[sizeClass].peekFirst();
        if (candidate != null && candidate.sinceNs() < cpu.nowNs()) {
            passedOn[sizeClass].removeFirst();
            System.arraycopy(candidate.addresses(), 0, magazine.addresses, 0, MAGAZINE_SIZE);
            magazine.count = MAGAZINE_SIZE;
        }
    }

    private int sizeClass(long bytes) {
        long units = (bytes + (1L << unitShift) - 1) >>> unitShift;
        int sizeClass = Long.SIZE - Long.numberOfLeadingZeros(units - 1);
        if (sizeClass >= SIZE_CLASSES) {
            throw new IllegalArgumentException("a mapping of " + bytes + " bytes is larger than any that is simulated");
        }
        return sizeClass;
    }
}
