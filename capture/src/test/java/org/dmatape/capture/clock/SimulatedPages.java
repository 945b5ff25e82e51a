// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock;

import java.util.Random;
import org.dmatape.capture.clock.signal.AmendedRows;
import org.dmatape.capture.clock.signal.LossSpans;
import org.dmatape.capture.clock.signal.PageOperations;
import org.dmatape.capture.clock.signal.PageSightings;
import org.dmatape.capture.clock.signal.PageSightings.Kind;

/// A driver that maps a page for a device, lets it work and unmaps it, over and over, and an IOMMU that is told each
/// time. Few addresses are used again and again, as the kernel's allocator does.
final class SimulatedPages {

    private static final long PAGE_BYTES = 4096;
    private static final long TOP_IOVA = 0xffff_f000L;
    private static final long FRAMES = 0x10_0000_0000L;
    private static final int ADDRESSES = 4;

    private final SimulatedQueue clocks;
    private final Random random;
    private PageOperations operations = new PageOperations();
    private PageSightings sightings = new PageSightings();
    private final LossSpans losses = new LossSpans();
    private long frame;

    SimulatedPages(SimulatedQueue clocks, long seed) {
        this.clocks = clocks;
        this.random = new Random(seed);
    }

    /// Both sides keep fewer than they usually do. To be said before it runs.
    SimulatedPages keeping(int most) {
        operations = new PageOperations(most);
        sightings = new PageSightings(most);
        return this;
    }

    /// Runs, and gives both sides what they saw.
    ///
    /// @param used share of pages the device uses long after they were unmapped
    /// @param missing share of the driver's operations that nobody recorded
    /// @param strangers share of invalidations that belong to no operation of this driver
    void run(long fromNs, long toNs, double used, double missing, double strangers) {
        long nowNs = fromNs;
        while (nowNs < toNs) {
            nowNs += 100_000 + random.nextInt(2_000_000);
            long iova = TOP_IOVA - random.nextInt(ADDRESSES) * PAGE_BYTES;
            frame += PAGE_BYTES;
            boolean recorded = random.nextDouble() >= missing;
            nowNs = operate(true, recorded, nowNs, iova);
            nowNs += 1_000 + random.nextInt(50_000);
            sightings.translated(device(nowNs), iova, FRAMES + frame);
            nowNs += 1_000 + random.nextInt(50_000);
            nowNs = operate(false, recorded, nowNs, iova);
            if (random.nextDouble() < used) {
                sightings.translated(device(nowNs + 60_000), iova, FRAMES + frame);
            }
            if (random.nextDouble() < strangers) {
                sightings.add(Kind.INVALIDATED, device(nowNs + 70_000), iova, PAGE_BYTES, AmendedRows.UNSET);
            }
        }
        losses.finish();
        clocks.driver().pages(operations, new PageSightings(), losses);
        clocks.device().pages(new PageOperations(), sightings, losses);
    }

    /// The page table changes, and of an unmap the IOMMU is told before the operation is over.
    private long operate(boolean isMap, boolean recorded, long beginNs, long iova) {
        long changedNs = beginNs + 500 + random.nextInt(2_000);
        long toldNs = changedNs + 500 + random.nextInt(6_000);
        long endNs = toldNs + 500 + random.nextInt(6_000);
        if (recorded) {
            operations.add(isMap, changedNs, beginNs, endNs, iova, PAGE_BYTES, FRAMES + frame);
        }
        if (!isMap) {
            sightings.add(Kind.INVALIDATED, device(toldNs), iova, PAGE_BYTES, AmendedRows.UNSET);
        }
        return endNs;
    }

    private long device(long driverNs) {
        return clocks.deviceClock(driverNs);
    }
}
