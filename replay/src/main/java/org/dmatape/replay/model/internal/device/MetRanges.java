// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal.device;

import org.dmatape.replay.event.AccessKind;
import org.dmatape.replay.model.internal.mapping.DeviceTraits;
import org.dmatape.replay.model.internal.mapping.Mappings;

/// What was mapped around an access when it happened: the ranges of its page, each as it was then. Keeps what it found
/// for the last access it looked at.
final class MetRanges {

    /// No event.
    static final long NO_EVENT = -1;

    private final DeviceRanges ranges;
    private final DevicePages pages;
    private final LargeRanges large;
    private final Touches touches;
    private final DeviceTraits traits;

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

    MetRanges(DeviceReach reach, Touches touches, DeviceTraits traits) {
        ranges = reach.ranges();
        pages = reach.pages();
        large = reach.large();
        this.touches = touches;
        this.traits = traits;
    }

    /// Looks at every range of an access's page.
    void meet(long touch) {
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

    /// Whether the latest range was there and allows the access.
    boolean latestAllows(long touch) {
        return latest != DeviceRanges.NONE
                && ranges.endId(latest) > touches.eventId(touch)
                && covers(latest, touch)
                && ranges.permits(latest, touches.access(touch));
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

    /// Whether an IOMMU lies between the device and memory, or may.
    boolean isTranslated() {
        return translated;
    }

    /// The range that was mapped last before the access, or [DeviceRanges#NONE].
    int latest() {
        return latest;
    }

    /// The range that ended last before the access, or [DeviceRanges#NONE].
    int ended() {
        return ended;
    }

    /// Whether any range was live.
    boolean isAnyLive() {
        return anyLive;
    }

    /// The latest mapping that was live, or [DeviceRanges#OLDER].
    long liveId() {
        return liveId;
    }

    /// Whether a live range holds all of the access.
    boolean isCovered() {
        return covered;
    }

    /// Whether one that does lets the device do what it did.
    boolean isPermitted() {
        return permitted;
    }

    /// Whether the page was mapped after the access.
    boolean isMappedLater() {
        return mappedLater;
    }

    /// Whether the recording saw the page mapped before, so that nothing older can have been there.
    boolean isMappedBefore() {
        return mappedBefore;
    }

    /// Whether a range began or ended so close to a time that clocks this far off cannot tell which came first.
    boolean isChangeWithin(long errorNs, long tsNs) {
        return (beforeId != NO_EVENT && tsNs - beforeNs <= errorNs)
                || (afterId != Mappings.NOT_ENDED && afterNs - tsNs <= errorNs);
    }
}
