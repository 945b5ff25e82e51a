// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal.device;

import java.util.ArrayList;
import java.util.List;
import org.dmatape.replay.event.AccessKind;
import org.dmatape.replay.event.IommuFault;
import org.dmatape.replay.model.Divergence;
import org.dmatape.replay.model.DivergenceBuilder;
import org.dmatape.replay.model.DivergenceListener;
import org.dmatape.replay.model.Rule;
import org.dmatape.replay.model.internal.mapping.DivergenceText;
import org.dmatape.replay.model.internal.table.KeyTable;
import org.dmatape.replay.model.internal.table.PageIndex;

/// Faults an IOMMU reported. Consecutive faults of one device, access and reason are one divergence per source: as long
/// as none lies before the one before it, skips a page, or comes much later. Of those without an address only the time
/// counts.
public final class FaultBursts {

    private static final long MAX_PAUSE_NS = 10_000_000;
    private static final int REASON_BITS = 32;
    private static final int ACCESSES = AccessKind.values().length;

    /// Faults that go on.
    private static final class Burst {
        private int device;
        private AccessKind access = AccessKind.UNKNOWN;
        private long firstId;
        private long lastId;
        private long firstNs;
        private long lastNs;
        private boolean anyIova;
        private long firstIova;
        private long lastIova;
        private long count;
    }

    private final KeyTable numbers = new KeyTable();
    private final List<Burst> bursts = new ArrayList<>();
    private final DivergenceText text;
    private final DivergenceListener listener;
    private long oldestNs = Long.MAX_VALUE;

    public FaultBursts(DivergenceText text, DivergenceListener listener) {
        this.text = text;
        this.listener = listener;
    }

    /// One more fault.
    public void add(IommuFault fault) {
        Burst burst = burst(fault);
        if (burst.count > 0 && !goesOn(burst, fault)) {
            tell(burst);
        }
        if (burst.count == 0) {
            burst.device = fault.device();
            burst.access = fault.access();
            burst.firstId = fault.eventId();
            burst.firstNs = fault.tsNs();
            burst.anyIova = fault.hasIova();
            burst.firstIova = fault.iova();
        }
        burst.lastId = fault.eventId();
        burst.lastNs = fault.tsNs();
        burst.lastIova = fault.iova();
        burst.count++;
        oldestNs = Math.min(oldestNs, fault.tsNs());
    }

    private Burst burst(IommuFault fault) {
        long key = (((long) fault.source() * ACCESSES + fault.access().ordinal()) << REASON_BITS)
                | Integer.toUnsignedLong(fault.reason());
        int number = numbers.get(fault.device(), key);
        if (number == KeyTable.ABSENT) {
            number = bursts.size();
            bursts.add(new Burst());
            numbers.put(fault.device(), key, number);
        }
        return bursts.get(number);
    }

    private static boolean goesOn(Burst burst, IommuFault fault) {
        if (fault.tsNs() - burst.lastNs > MAX_PAUSE_NS || fault.hasIova() != burst.anyIova) {
            return false;
        }
        return !fault.hasIova()
                || (Long.compareUnsigned(fault.iova(), burst.lastIova) >= 0
                        && (fault.iova() >>> PageIndex.PAGE_BITS) - (burst.lastIova >>> PageIndex.PAGE_BITS) <= 1);
    }

    /// Tells of the bursts that nothing can go on with any more.
    public void advanceTo(long nowNs) {
        if (nowNs - oldestNs <= MAX_PAUSE_NS) {
            return;
        }
        oldestNs = Long.MAX_VALUE;
        for (Burst burst : bursts) {
            if (burst.count > 0 && nowNs - burst.lastNs > MAX_PAUSE_NS) {
                tell(burst);
            } else if (burst.count > 0) {
                oldestNs = Math.min(oldestNs, burst.lastNs);
            }
        }
    }

    /// The tape has ended.
    public void finish() {
        for (Burst burst : bursts) {
            if (burst.count > 0) {
                tell(burst);
            }
        }
    }

    private void tell(Burst burst) {
        String faults = burst.count == 1 ? "1 fault" : burst.count + " faults";
        DivergenceBuilder divergence = Divergence.of(Rule.IOMMU_FAULT)
                .kind(DivergenceText.word(burst.access))
                .device(text.device(burst.device))
                .at(burst.firstNs)
                .count(burst.count)
                .held("an IOMMU that translates what the driver mapped")
                .recorded(faults + " reported, the last in event " + burst.lastId)
                .events(burst.firstId == burst.lastId ? List.of(burst.firstId) : List.of(burst.firstId, burst.lastId));
        if (burst.anyIova) {
            divergence.dmaAddress(burst.firstIova).sizeBytes(burst.lastIova - burst.firstIova + 1);
        }
        listener.diverged(divergence.build());
        burst.count = 0;
    }
}
