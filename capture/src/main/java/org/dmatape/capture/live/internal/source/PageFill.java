// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.live.internal.source;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.dmatape.capture.ringbuffer.PageLayout;

/// Tells by the fill of pages whether a reader has caught up with the writer. A page that the writer has left is
/// full but for an event that did not fit; two pages in a row that are not even half full are the writer's own,
/// read twice.
public final class PageFill {

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final int SIZE_MASK = (1 << 30) - 1;
    private static final int PAGES_IN_A_ROW = 2;

    private final PageLayout layout;
    private final int halfBytes;
    private int scarce;

    /// Pages of a layout and a size.
    public PageFill(PageLayout layout, int pageBytes) {
        this.layout = layout;
        this.halfBytes = pageBytes / 2;
    }

    /// Reading begins.
    public void begin() {
        scarce = 0;
    }

    /// A page was read.
    ///
    /// @return whether the writer was caught up with
    public boolean isCaughtUp(MemorySegment memory, long page) {
        int usedBytes = memory.get(INT, page + layout.commitOffset()) & SIZE_MASK;
        scarce = usedBytes < halfBytes ? scarce + 1 : 0;
        return scarce == PAGES_IN_A_ROW;
    }
}
