// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal.device;

import org.dmatape.replay.event.AccessResult;
import org.dmatape.replay.facts.SourceClocks;
import org.dmatape.replay.model.internal.mapping.Mappings;
import org.dmatape.replay.model.internal.mapping.SharedState;
import org.dmatape.replay.model.internal.table.LossSpans;
import org.dmatape.replay.model.internal.table.OperationTimes;
import org.jspecify.annotations.Nullable;

/// Holds an access against every range of its page, whenever that is asked for: what is learned later of the time
/// before it counts as well. Keeps the last verdict.
final class TouchVerdict {

    private final DeviceRanges ranges;
    private final MetRanges met;
    private final Touches touches;
    private final LossSpans losses;
    private final SourceClocks clocks;
    private final OperationTimes flushed;

    private @Nullable TouchKind kind;
    private long mapId;
    private long unmapId;
    private long errorNs;
    private boolean uncertain;

    TouchVerdict(SharedState shared, DeviceReach reach, Touches touches) {
        ranges = reach.ranges();
        met = new MetRanges(reach, touches, shared.traits());
        this.touches = touches;
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
        met.meet(touch);
        boolean fault = touches.result(touch) == AccessResult.FAULT;
        if (met.latestAllows(touch)) {
            if (fault && met.isTranslated()) {
                contradict(touch);
            }
        } else if (!met.isPermitted()) {
            name(touch, fault);
        }
        return kind != null;
    }

    /// What a live mapping allows does not fault: the clocks have put the fault on the wrong side of its map or unmap.
    private void contradict(long touch) {
        long event = touches.eventId(touch);
        long tsNs = touches.tsNs(touch);
        int latest = met.latest();
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
        mapId = overThen ? ranges.mapId(met.ended()) : within ? met.liveId() : DeviceRanges.OLDER;
        unmapId = overThen ? endOf(met.ended()) : Mappings.NOT_ENDED;
        if (losses.between(overThen ? ranges.endId(met.ended()) : mapId, touches.eventId(touch))) {
            return;
        }
        long tsNs = touches.tsNs(touch);
        errorNs = clocks.errorNs(touches.source(touch), tsNs);
        uncertain = errorNs > 0 && met.isChangeWithin(errorNs, tsNs);
        kind = named;
    }

    private @Nullable TouchKind kindOf(long touch, boolean fault) {
        if (met.isTranslated() && touches.result(touch) == AccessResult.BYPASS) {
            return null; // not by way of the IOMMU: interrupts, identity
        }
        if (met.isCovered()) {
            return TouchKind.DIRECTION;
        }
        if (met.isAnyLive() && met.isTranslated()) {
            return touches.isWholePage(touch) ? null : TouchKind.BEYOND_END;
        }
        if (met.ended() != DeviceRanges.NONE) {
            if (!fault && met.isTranslated() && touches.mappedOtherwiseId(touch) > ranges.endId(met.ended())) {
                return null; // mapped once more, by a way that has no events
            }
            return !fault && met.isTranslated() && !isInvalidated(touch) ? TouchKind.STALE : TouchKind.AFTER_UNMAP;
        }
        if (!fault || met.isAnyLive()) {
            return null;
        }
        return met.isMappedLater() ? TouchKind.BEFORE_MAP : TouchKind.NEVER_MAPPED;
    }

    private boolean isInvalidated(long touch) {
        long end = ranges.endId(met.ended());
        return ranges.isFlushed(met.ended()) || flushed.contains(end) || touches.invalidatedId(touch) > end;
    }

    /// Whether the recording saw the page mapped before, so that nothing older can have been there.
    boolean isSettled() {
        return met.isMappedBefore();
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
