// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal.device;

import org.dmatape.replay.event.AccessKind;
import org.dmatape.replay.event.AccessResult;
import org.dmatape.replay.facts.SourceClocks;
import org.dmatape.replay.model.internal.mapping.DeviceTraits;
import org.dmatape.replay.model.internal.mapping.Mappings;
import org.dmatape.replay.model.internal.mapping.SharedState;
import org.dmatape.replay.model.internal.table.LossSpans;
import org.dmatape.replay.model.internal.table.OperationTimes;
import org.jspecify.annotations.Nullable;

/// Holds an access against every range of its page, whenever that is asked for: what is learned later of the time
/// before it counts as well. Keeps the last verdict.
final class TouchVerdict {

    private static final long NO_EVENT = -1;

    private final DeviceRanges ranges;
    private final DevicePages pages;
    private final LargeRanges large;
    private final Touches touches;
    private final DeviceTraits traits;
    private final LossSpans losses;
    private final SourceClocks clocks;
    private final OperationTimes flushed;

    private @Nullable TouchKind kind;
    private long mapId;
    private long unmapId;
    private long errorNs;
    private boolean uncertain;

    private boolean translated;
    private int latest;
    private boolean anyLive;
    private long liveId;
    private boolean covered;
    private boolean permitted;
    private int ended;
    private boolean mappedLater;
    private boolean mappedBefore;
    private long beforeId;
    private long beforeNs;
    private long afterId;
    private long afterNs;

    TouchVerdict(SharedState shared, DeviceReach reach, Touches touches) {
        ranges = reach.ranges();
        pages = reach.pages();
        large = reach.large();
        this.touches = touches;
        traits = shared.traits();
        losses = shared.losses();
        clocks = shared.clocks();
        flushed = shared.flushed();
    }

    /// Judges an access.
    ///
    /// @return whether something is wrong with it
    boolean judge(long touch) {
        kind = null;
        uncertain = false;
        meet(touch);
        boolean fault = touches.result(touch) == AccessResult.FAULT;
        if (latest != DeviceRanges.NONE && allows(latest, touch)) {
            if (fault && translated) {
                contradict(touch);
            }
        } else if (!permitted) {
            name(touch, fault);
        }
        return kind != null;
    }

    private void meet(long touch) {
        DeviceTraits.Translation translation = traits.of(touches.device(touch)).translation();
        translated = translation == DeviceTraits.Translation.IOMMU || translation == DeviceTraits.Translation.UNKNOWN;
        latest = DeviceRanges.NONE;
        ended = DeviceRanges.NONE;
        anyLive = false;
        liveId = DeviceRanges.OLDER;
        covered = false;
        permitted = false;
        beforeId = NO_EVENT;
        afterId = Mappings.NOT_ENDED;
        int page = touches.page(touch);
        mappedLater = pages.lastMapId(page) > touches.eventId(touch);
        mappedBefore = isMappedBefore(touch);
        for (int node = pages.firstNode(page); node != DevicePages.NONE; node = pages.next(node)) {
            meet(touch, pages.range(node));
        }
        for (int i = 0; i < large.count(); i++) {
            if (large.reaches(i, touches.device(touch), touches.firstByte(touch))) {
                meet(touch, large.range(i));
            }
        }
    }

    private boolean isMappedBefore(long touch) {
        if (pages.wasMappedBefore(touches.page(touch), touches.eventId(touch))) {
            return true;
        }
        for (int i = 0; i < large.count(); i++) {
            if (large.reaches(i, touches.device(touch), touches.firstByte(touch))
                    && ranges.mapId(large.range(i)) != DeviceRanges.OLDER
                    && ranges.mapId(large.range(i)) < touches.eventId(touch)) {
                return true;
            }
        }
        return false;
    }

    private void meet(long touch, int range) {
        if (ranges.isDoubtful(range)) {
            return;
        }
        long event = touches.eventId(touch);
        long began = ranges.mapId(range);
        noteChange(event, began, ranges.mapNs(range));
        if (!ranges.isLive(range)) {
            noteChange(event, ranges.endId(range), ranges.endNs(range));
        }
        if (began > event) {
            mappedLater = true;
            return;
        }
        if (latest == DeviceRanges.NONE || began > ranges.mapId(latest)) {
            latest = range;
        }
        if (ranges.endId(range) > event) {
            if (began == DeviceRanges.OLDER && translated && mappedBefore) {
                return; // behind an IOMMU a page belongs to one mapping at a time
            }
            boolean covers = covers(range, touch);
            anyLive = true;
            liveId = Math.max(liveId, began);
            covered |= covers;
            permitted |= covers && ranges.permits(range, touches.access(touch));
        } else if ((ended == DeviceRanges.NONE || ranges.endId(range) > ranges.endId(ended))
                && (translated || heldAndAllowed(range, touch))) {
            ended = range;
        }
    }

    private boolean covers(int range, long touch) {
        return touches.isWholePage(touch) || ranges.holds(range, touches.firstByte(touch), touches.lastByte(touch));
    }

    private boolean allows(int range, long touch) {
        return ranges.endId(range) > touches.eventId(touch)
                && covers(range, touch)
                && ranges.permits(range, touches.access(touch));
    }

    /// Without an IOMMU memory may be mapped in ways the recording did not see.
    private boolean heldAndAllowed(int range, long touch) {
        return touches.access(touch) != AccessKind.UNKNOWN
                && ranges.permits(range, touches.access(touch))
                && ranges.holds(range, touches.firstByte(touch), touches.lastByte(touch));
    }

    private void noteChange(long event, long change, long changeNs) {
        if (change < 0) {
            return;
        }
        if (change < event && change > beforeId) {
            beforeId = change;
            beforeNs = changeNs;
        } else if (change > event && change < afterId) {
            afterId = change;
            afterNs = changeNs;
        }
    }

    /// What a live mapping allows does not fault: the clocks have put the fault on the wrong side of its map or unmap.
    private void contradict(long touch) {
        long event = touches.eventId(touch);
        long tsNs = touches.tsNs(touch);
        errorNs = clocks.errorNs(touches.source(touch), tsNs);
        boolean endsNear = !ranges.isLive(latest) && ranges.endNs(latest) - tsNs <= errorNs;
        boolean beganNear = ranges.mapId(latest) != DeviceRanges.OLDER && tsNs - ranges.mapNs(latest) <= errorNs;
        if (errorNs > 0 && (endsNear || beganNear) && !losses.between(ranges.mapId(latest), event)) {
            kind = endsNear ? TouchKind.AFTER_UNMAP : TouchKind.BEFORE_MAP;
            mapId = ranges.mapId(latest);
            unmapId = endsNear ? endOf(latest) : Mappings.NOT_ENDED;
            uncertain = true;
        }
    }

    private long endOf(int range) {
        return ranges.unmapId(range) != Mappings.NOT_ENDED ? ranges.unmapId(range) : ranges.endId(range);
    }

    private void name(long touch, boolean fault) {
        TouchKind named = kindOf(touch, fault);
        if (named == null) {
            return;
        }
        boolean overThen = named == TouchKind.AFTER_UNMAP || named == TouchKind.STALE;
        boolean within = named == TouchKind.DIRECTION || named == TouchKind.BEYOND_END;
        mapId = overThen ? ranges.mapId(ended) : within ? liveId : DeviceRanges.OLDER;
        unmapId = overThen ? endOf(ended) : Mappings.NOT_ENDED;
        if (losses.between(overThen ? ranges.endId(ended) : mapId, touches.eventId(touch))) {
            return;
        }
        long tsNs = touches.tsNs(touch);
        errorNs = clocks.errorNs(touches.source(touch), tsNs);
        uncertain = errorNs > 0
                && ((beforeId != NO_EVENT && tsNs - beforeNs <= errorNs)
                        || (afterId != Mappings.NOT_ENDED && afterNs - tsNs <= errorNs));
        kind = named;
    }

    private @Nullable TouchKind kindOf(long touch, boolean fault) {
        if (translated && touches.result(touch) == AccessResult.BYPASS) {
            return null; // not by way of the IOMMU: interrupts, identity
        }
        if (covered) {
            return TouchKind.DIRECTION;
        }
        if (anyLive && translated) {
            return touches.isWholePage(touch) ? null : TouchKind.BEYOND_END;
        }
        if (ended != DeviceRanges.NONE) {
            if (!fault && translated && touches.mappedOtherwiseId(touch) > ranges.endId(ended)) {
                return null; // mapped once more, by a way that has no events
            }
            return !fault && translated && !isInvalidated(touch) ? TouchKind.STALE : TouchKind.AFTER_UNMAP;
        }
        if (!fault || anyLive) {
            return null;
        }
        return mappedLater ? TouchKind.BEFORE_MAP : TouchKind.NEVER_MAPPED;
    }

    private boolean isInvalidated(long touch) {
        long end = ranges.endId(ended);
        return ranges.isFlushed(ended) || flushed.contains(end) || touches.invalidatedId(touch) > end;
    }

    /// Whether the recording saw the page mapped before, so that nothing older can have been there.
    boolean isSettled() {
        return mappedBefore;
    }

    /// What is wrong.
    TouchKind kind() {
        if (kind == null) {
            throw new IllegalStateException("nothing is wrong with the access");
        }
        return kind;
    }

    /// The mapping it is about, or [DeviceRanges#OLDER].
    long mapId() {
        return mapId;
    }

    /// What ended that mapping, where it matters, or [Mappings#NOT_ENDED].
    long unmapId() {
        return unmapId;
    }

    /// Whether the clocks leave it open.
    boolean isUncertain() {
        return uncertain;
    }

    /// By how much the times may be off.
    long errorNs() {
        return errorNs;
    }
}
