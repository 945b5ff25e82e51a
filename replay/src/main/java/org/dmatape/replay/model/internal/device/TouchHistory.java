// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal.device;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.dmatape.replay.model.internal.mapping.DivergenceText;

/// What was mapped in the page of an access before it, in words. Asked for wrong accesses only, which are rare.
final class TouchHistory {

    private final DeviceRanges ranges;
    private final DevicePages pages;
    private final Touches touches;

    TouchHistory(DeviceRanges ranges, DevicePages pages, Touches touches) {
        this.ranges = ranges;
        this.pages = pages;
        this.touches = touches;
    }

    /// What was mapped there before an access: oldest first, as far as it is remembered.
    List<String> before(long touch) {
        return before(touches.page(touch), touches.eventId(touch));
    }

    private List<String> before(int page, long event) {
        List<Integer> earlier = new ArrayList<>();
        for (int node = pages.firstNode(page); node != DevicePages.NONE; node = pages.next(node)) {
            int range = pages.range(node);
            if (ranges.mapId(range) < event && !ranges.isDoubtful(range)) {
                earlier.add(range);
            }
        }
        earlier.sort(Comparator.comparingLong(ranges::mapId).thenComparingLong(ranges::endId));
        return earlier.stream().map(range -> words(range, event)).toList();
    }

    private String words(int range, long event) {
        String began = ranges.mapId(range) == DeviceRanges.OLDER
                ? " before the recording began"
                : " in event " + ranges.mapId(range);
        String ended = ranges.endId(range) < event ? ", ended in event " + ranges.endId(range) : "";
        return "%s bytes mapped %s at %s%s%s"
                .formatted(
                        ranges.lastByte(range) - ranges.firstByte(range) + 1,
                        DivergenceText.word(ranges.direction(range)),
                        DivergenceText.hex(ranges.firstByte(range)),
                        began,
                        ended);
    }
}
