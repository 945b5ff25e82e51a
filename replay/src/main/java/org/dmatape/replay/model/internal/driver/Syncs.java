// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal.driver;

import java.util.ArrayList;
import java.util.List;
import org.dmatape.replay.event.DmaDirection;
import org.dmatape.replay.event.DmaOp;
import org.dmatape.replay.event.DmaOperation;
import org.dmatape.replay.model.Divergence;
import org.dmatape.replay.model.DivergenceBuilder;
import org.dmatape.replay.model.DivergenceListener;
import org.dmatape.replay.model.Rule;
import org.dmatape.replay.model.internal.mapping.DeviceTraits;
import org.dmatape.replay.model.internal.mapping.DivergenceText;
import org.dmatape.replay.model.internal.mapping.Mappings;
import org.dmatape.replay.model.internal.mapping.SharedState;
import org.dmatape.replay.model.internal.table.LossSpans;
import org.dmatape.replay.model.internal.table.PageIndex;

/// The mappings over the device's addresses, live ones and those that ended lately, and what a sync of them must keep
/// to.
public final class Syncs {

    private static final long MAX_ADDRESS = 1L << 62;
    private static final long MAX_MAPPED_BYTES = 1L << 36;
    private static final long MAX_SYNCED_BYTES = 1L << 40;

    /// A sync that is wrong unless its device turns out to use memory without translation.
    private record Waiting(int device, Divergence divergence) {}

    private final Mappings mappings;
    private final PageIndex index = new PageIndex();
    private final LossSpans losses;
    private final DeviceTraits traits;
    private final DivergenceText text;
    private final DivergenceListener listener;
    private final List<Waiting> waiting = new ArrayList<>();

    public Syncs(SharedState shared) {
        mappings = shared.mappings();
        losses = shared.losses();
        traits = shared.traits();
        text = shared.text();
        listener = shared.listener();
    }

    /// A mapping begins.
    void begins(int head) {
        for (int segment = head; segment != Mappings.NONE; segment = mappings.nextSegment(segment)) {
            long first = mappings.dmaAddress(segment);
            long size = mappings.size(segment);
            if (first >= 0
                    && first < MAX_ADDRESS
                    && mappings.hasSize(segment)
                    && size >= 1
                    && size <= MAX_MAPPED_BYTES) {
                index.add(segment, mappings.device(segment), first, size);
            }
        }
    }

    /// A mapping that ended is forgotten.
    void forget(int head) {
        for (int segment = head; segment != Mappings.NONE; segment = mappings.nextSegment(segment)) {
            index.remove(segment);
        }
    }

    /// Judges every range of a sync.
    public void judge(DmaOperation sync) {
        for (int entry = 0; entry < sync.recorded(); entry++) {
            long first = sync.dmaAddress(entry);
            if (sync.hasDmaAddress(entry)
                    && sync.hasSize(entry)
                    && first >= 0
                    && first < MAX_ADDRESS
                    && sync.size(entry) >= 1
                    && sync.size(entry) <= MAX_SYNCED_BYTES) {
                judge(sync, entry);
            }
        }
    }

    private void judge(DmaOperation sync, int entry) {
        int target = target(sync.device(), sync.dmaAddress(entry), sync.size(entry));
        if (target == Mappings.NONE || losses.between(mappings.mapId(target), sync.eventId(entry))) {
            return;
        }
        if (!mappings.isLive(mappings.head(target))) {
            judgeEnded(sync, entry, target);
            return;
        }
        if (!holds(target, sync.dmaAddress(entry), sync.size(entry))) {
            listener.diverged(
                    divergence(Rule.SYNC_OUT_OF_RANGE, sync, entry, target).build());
        }
        DmaDirection mapped = mappings.direction(target);
        if (mapped != DmaDirection.BIDIRECTIONAL
                && mapped != DmaDirection.UNKNOWN
                && sync.direction() != DmaDirection.UNKNOWN
                && sync.direction() != mapped) {
            String kind = directionKind(sync.op(), mapped);
            listener.diverged(divergence(Rule.SYNC_DIRECTION, sync, entry, target)
                    .kind(kind)
                    .build());
        }
    }

    private void judgeEnded(DmaOperation sync, int entry, int target) {
        Divergence divergence = divergence(Rule.SYNC_UNMAPPED, sync, entry, target)
                .kind("after-unmap")
                .build();
        if (sync.direction() == mappings.direction(target) && sync.direction() != DmaDirection.UNKNOWN) {
            listener.diverged(divergence);
        } else if (!traits.of(sync.device()).anyDirect()) {
            waiting.add(new Waiting(sync.device(), divergence));
        }
    }

    private static String directionKind(DmaOp sync, DmaDirection mapped) {
        if (sync == DmaOp.SYNC_FOR_CPU && mapped == DmaDirection.TO_DEVICE) {
            return "read-only-for-cpu";
        }
        return sync == DmaOp.SYNC_FOR_DEVICE && mapped == DmaDirection.FROM_DEVICE
                ? "write-only-for-device"
                : "direction-differs";
    }

    /// The segment a range is about: a live one before one that ended, one that holds all of it before one that does
    /// not, a later one before an earlier one.
    private int target(int device, long address, long size) {
        int best = Mappings.NONE;
        int node = index.firstOfPage(device, address >>> PageIndex.PAGE_BITS);
        for (; node != PageIndex.NONE; node = index.nextOfPage(node)) {
            best = better(best, index.mapping(node), address, size);
        }
        for (int i = 0; i < index.largeCount(); i++) {
            if (mappings.device(index.large(i)) == device) {
                best = better(best, index.large(i), address, size);
            }
        }
        return best;
    }

    private int better(int best, int candidate, long address, long size) {
        if (!holds(candidate, address, 1)) {
            return best;
        }
        if (best == Mappings.NONE) {
            return candidate;
        }
        boolean live = mappings.isLive(mappings.head(candidate));
        if (live != mappings.isLive(mappings.head(best))) {
            return live ? candidate : best;
        }
        boolean whole = holds(candidate, address, size);
        if (whole != holds(best, address, size)) {
            return whole ? candidate : best;
        }
        return mappings.mapId(candidate) > mappings.mapId(best) ? candidate : best;
    }

    private boolean holds(int segment, long address, long size) {
        long first = mappings.dmaAddress(segment);
        return first <= address && address + size <= first + mappings.size(segment);
    }

    /// The tape has ended.
    public void finish() {
        for (Waiting sync : waiting) {
            if (!traits.of(sync.device()).anyDirect()) {
                listener.diverged(sync.divergence());
            }
        }
        waiting.clear();
    }

    private DivergenceBuilder divergence(Rule rule, DmaOperation sync, int entry, int target) {
        int head = mappings.head(target);
        return Divergence.of(rule)
                .device(text.device(sync.device()))
                .at(sync.tsNs(), sync.cpu())
                .dmaAddress(sync.dmaAddress(entry))
                .physAddress(text.phys(target))
                .sizeBytes(sync.size(entry))
                .held(text.mapping(head))
                .recorded("%s of %d bytes at %s, %s, in event %d"
                        .formatted(
                                DivergenceText.word(sync.op()),
                                sync.size(entry),
                                DivergenceText.hex(sync.dmaAddress(entry)),
                                DivergenceText.word(sync.direction()),
                                sync.eventId(entry)))
                .history(text.history(mappings.address(head), sync.eventId()))
                .events(List.of(mappings.mapId(target), sync.eventId(entry)));
    }
}
