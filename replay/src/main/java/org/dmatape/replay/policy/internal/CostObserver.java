// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.policy.internal;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.dmatape.replay.buffer.Buffers;
import org.dmatape.replay.event.DmaApi;
import org.dmatape.replay.event.DmaDirection;
import org.dmatape.replay.event.DmaOp;
import org.dmatape.replay.event.DmaOperation;
import org.dmatape.replay.event.EventHandler;
import org.dmatape.replay.event.IommuOp;
import org.dmatape.replay.event.IommuOperation;
import org.dmatape.replay.policy.CostItem;
import org.dmatape.replay.policy.CostTable.Entry;

/// Sorts the durations of tapes by what happened: mapped by an IOMMU, bounced, or neither. Which invalidation an
/// unmap waited for is a matter of the whole tape: strict when ranges were invalidated about as often as unmapped.
public final class CostObserver implements EventHandler {

    /// Buffers of at most this size have next to nothing to copy.
    private static final long SMALL_BYTES = 512;

    private static final long LARGE_BYTES = 4096;
    private static final double BYTES_PER_KIB = 1024;

    private final CostSamples maps = new CostSamples();
    private final CostSamples strictUnmaps = new CostSamples();
    private final CostSamples lazyUnmaps = new CostSamples();
    private final CostSamples bounces = new CostSamples();
    private final CostSamples unbounces = new CostSamples();
    private final CostSamples direct = new CostSamples();
    private final Map<CostItem, TreeSet<String>> tapes = new EnumMap<>(CostItem.class);
    private CostSamples tapeUnmaps = new CostSamples();
    private String tape = "";
    private long tapeIommuUnmaps;
    private long tapeRangeInvalidations;
    private boolean tapeBounces;

    /// Begins with a tape.
    public void begin(String name) {
        tape = name;
        tapeUnmaps = new CostSamples();
        tapeIommuUnmaps = 0;
        tapeRangeInvalidations = 0;
        tapeBounces = false;
    }

    /// Ends with the tape that was begun.
    public void end() {
        boolean strict = tapeRangeInvalidations * 2 >= tapeIommuUnmaps;
        (strict ? strictUnmaps : lazyUnmaps).addAll(tapeUnmaps);
        if (tapeUnmaps.hasSmall()) {
            note(strict ? CostItem.INVALIDATE_RANGE : CostItem.UNMAP);
        }
    }

    @Override
    public void iommu(IommuOperation operation) {
        tapeIommuUnmaps += operation.op() == IommuOp.UNMAP ? 1 : 0;
        boolean invalidates = operation.op() == IommuOp.FLUSH_RANGE || operation.op() == IommuOp.INVALIDATE;
        tapeRangeInvalidations += invalidates && operation.hasRange() ? 1 : 0;
    }

    @Override
    public void dma(DmaOperation operation) {
        boolean single =
                operation.recorded() == 1 && operation.api() != DmaApi.SG && operation.api() != DmaApi.COHERENT;
        if (!operation.hasDuration() || !single || !operation.hasSize(0)) {
            return;
        }
        if (operation.op() == DmaOp.MAP) {
            map(operation);
        } else if (operation.op() == DmaOp.UNMAP) {
            unmap(operation);
        }
    }

    private void map(DmaOperation map) {
        boolean addresses = map.hasDmaAddress(0) && map.hasPhysAddress(0);
        if (addresses && map.dmaAddress(0) == DmaOperation.MAPPING_ERROR) {
            return;
        }
        if (map.iommuBytes() > 0) {
            pages(maps, map);
            note(CostItem.MAP);
        } else if (addresses && map.dmaAddress(0) != map.physAddress(0)) {
            tapeBounces = true;
            copied(bounces, map);
            note(CostItem.BOUNCE);
        } else if (addresses) {
            direct.small(0, map.durationNs());
            note(CostItem.DIRECT);
        }
    }

    private void unmap(DmaOperation unmap) {
        if (unmap.iommuBytes() > 0) {
            pages(tapeUnmaps, unmap);
        } else if (tapeBounces && unmap.direction() == DmaDirection.TO_DEVICE) {
            unbounces.small(0, unmap.durationNs());
        } else if (!tapeBounces && tapeIommuUnmaps == 0) {
            direct.small(0, unmap.durationNs());
        }
    }

    private static void pages(CostSamples samples, DmaOperation operation) {
        long pages = operation.iommuBytes() >>> Buffers.PAGE_BITS;
        if (pages <= 1) {
            samples.small(1, operation.durationNs());
        } else {
            samples.large((double) pages, operation.durationNs());
        }
    }

    private static void copied(CostSamples samples, DmaOperation operation) {
        double kib = operation.size(0) / BYTES_PER_KIB;
        if (operation.size(0) <= SMALL_BYTES) {
            samples.small(kib, operation.durationNs());
        } else if (operation.size(0) >= LARGE_BYTES) {
            samples.large(kib, operation.durationNs());
        }
    }

    private void note(CostItem item) {
        tapes.computeIfAbsent(item, _ -> new TreeSet<>()).add(tape);
    }

    /// The items the tapes tell something of.
    public Map<CostItem, Entry> entries() {
        EnumMap<CostItem, Entry> entries = new EnumMap<>(CostItem.class);
        putIf(maps.hasSmall(), entries, CostItem.MAP, () -> median(maps, "maps of one page", CostItem.MAP));
        putIf(maps.hasSlope(), entries, CostItem.PAGE, this::page);
        putIf(
                lazyUnmaps.hasSmall(),
                entries,
                CostItem.UNMAP,
                () -> median(lazyUnmaps, "unmaps of one page that wait in a flush queue", CostItem.UNMAP));
        if (strictUnmaps.hasSmall() && lazyUnmaps.hasSmall()) {
            double ns = Math.max(0, strictUnmaps.smallNs() - lazyUnmaps.smallNs());
            String source = "median of " + strictUnmaps.smallCount() + " strict unmaps of one page"
                    + of(CostItem.INVALIDATE_RANGE) + " less that of unmap";
            entries.put(CostItem.INVALIDATE_RANGE, new Entry(ns, source));
            entries.put(
                    CostItem.INVALIDATE_GLOBAL,
                    new Entry(ns, "taken to be that of invalidate_range: one descriptor and a wait as well"));
        }
        if (bounces.hasSlope()) {
            entries.put(CostItem.BOUNCE, new Entry(bounces.fixedNs(), copying("maps", "without the copy")));
            entries.put(CostItem.COPY, new Entry(bounces.perUnitNs(), copying("maps", "by their sizes")));
        }
        putIf(
                unbounces.hasSmall(),
                entries,
                CostItem.UNBOUNCE,
                () -> median(unbounces, "unmaps of bounced buffers that are not copied back", CostItem.BOUNCE));
        putIf(
                direct.hasSmall(),
                entries,
                CostItem.DIRECT,
                () -> median(direct, "maps and unmaps to physical addresses", CostItem.DIRECT));
        return entries;
    }

    private Entry page() {
        String source = "median of " + maps.largeCount() + " maps of "
                + Math.round(maps.largeMeanUnits()) + " pages on average less that of maps of one, by the page"
                + of(CostItem.MAP);
        return new Entry(maps.perUnitNs(), source);
    }

    private String copying(String what, String how) {
        return "medians of " + bounces.smallCount() + " bounced " + what + " of at most " + SMALL_BYTES + " bytes and "
                + bounces.largeCount() + " of " + LARGE_BYTES + " or more, " + how + of(CostItem.BOUNCE);
    }

    private Entry median(CostSamples samples, String what, CostItem item) {
        return new Entry(samples.smallNs(), "median of " + samples.smallCount() + " " + what + of(item));
    }

    private String of(CostItem item) {
        return ", " + String.join(" ", tapes.getOrDefault(item, new TreeSet<>()));
    }

    private static void putIf(boolean known, Map<CostItem, Entry> entries, CostItem item, Supplier<Entry> entry) {
        if (known) {
            entries.put(item, entry.get());
        }
    }
}
