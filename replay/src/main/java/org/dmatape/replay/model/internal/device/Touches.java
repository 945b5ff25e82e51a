// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal.device;

import org.dmatape.replay.event.AccessKind;
import org.dmatape.replay.event.AccessResult;

/// Accesses of devices that wait for their verdict, each by the part of it that lies in one page, in the order in which
/// they happened. A fixed number of them at most.
final class Touches {

    /// So many wait at most.
    static final int CAPACITY = 1 << 16;

    private static final int FIRST_CAPACITY = 1 << 8;
    private static final AccessKind[] ACCESSES = AccessKind.values();
    private static final AccessResult[] RESULTS = AccessResult.values();
    private static final int WHOLE_PAGE = 1;
    private static final int REPORTED = 1 << 1;
    private static final int DONE = 1 << 2;
    private static final int ACCESS_SHIFT = 8;
    private static final int RESULT_SHIFT = 16;
    private static final int ORDINAL_MASK = 0xff;

    private int[] device = new int[FIRST_CAPACITY];
    private int[] page = new int[FIRST_CAPACITY];
    private int[] source = new int[FIRST_CAPACITY];
    private int[] flags = new int[FIRST_CAPACITY];
    private long[] eventId = new long[FIRST_CAPACITY];
    private long[] tsNs = new long[FIRST_CAPACITY];
    private long[] firstByte = new long[FIRST_CAPACITY];
    private long[] lastByte = new long[FIRST_CAPACITY];
    private long[] invalidatedId = new long[FIRST_CAPACITY];
    private long[] mappedOtherwiseId = new long[FIRST_CAPACITY];
    private long first;
    private long end;

    /// The oldest of them.
    long first() {
        return first;
    }

    /// Behind the newest of them.
    long end() {
        return end;
    }

    boolean isFull() {
        return end - first == CAPACITY;
    }

    /// One more of them, which is not described yet.
    long add(long event, long ns, int source, int ofDevice) {
        if (end - first == device.length) {
            grow();
        }
        int at = at(end);
        eventId[at] = event;
        tsNs[at] = ns;
        this.source[at] = source;
        device[at] = ofDevice;
        flags[at] = 0;
        return end++;
    }

    /// Sets what was touched.
    void where(long touch, int pageRow, long firstTouched, long lastTouched, boolean wholePage) {
        int at = at(touch);
        page[at] = pageRow;
        firstByte[at] = firstTouched;
        lastByte[at] = lastTouched;
        flags[at] |= wholePage ? WHOLE_PAGE : 0;
    }

    /// Sets what became of the page before.
    ///
    /// @param invalidated the latest event before it that had the IOMMU forget the page
    /// @param mappedOtherwise the latest event before it that mapped the page without an operation of the DMA API
    void after(long touch, long invalidated, long mappedOtherwise) {
        invalidatedId[at(touch)] = invalidated;
        mappedOtherwiseId[at(touch)] = mappedOtherwise;
    }

    /// Sets how.
    ///
    /// @param reported whether a report of the IOMMU says so, not a log of accesses
    void how(long touch, AccessKind kind, AccessResult came, boolean reported) {
        int at = at(touch);
        flags[at] |= kind.ordinal() << ACCESS_SHIFT | came.ordinal() << RESULT_SHIFT | (reported ? REPORTED : 0);
    }

    /// Its verdict is told.
    void done(long touch) {
        flags[at(touch)] |= DONE;
        while (first < end && isDone(first)) {
            first++;
        }
    }

    private int at(long touch) {
        return (int) (touch % device.length);
    }

    private void grow() {
        int old = device.length;
        int shift = (int) (first % old);
        int capacity = old * 2;
        int to = (int) (first % capacity);
        device = spread(device, old, shift, to);
        page = spread(page, old, shift, to);
        source = spread(source, old, shift, to);
        flags = spread(flags, old, shift, to);
        eventId = spread(eventId, old, shift, to);
        tsNs = spread(tsNs, old, shift, to);
        firstByte = spread(firstByte, old, shift, to);
        lastByte = spread(lastByte, old, shift, to);
        invalidatedId = spread(invalidatedId, old, shift, to);
        mappedOtherwiseId = spread(mappedOtherwiseId, old, shift, to);
    }

    private static int[] spread(int[] values, int old, int from, int to) {
        int[] larger = new int[old * 2];
        for (int i = 0; i < old; i++) {
            larger[(to + i) % larger.length] = values[(from + i) % old];
        }
        return larger;
    }

    private static long[] spread(long[] values, int old, int from, int to) {
        long[] larger = new long[old * 2];
        for (int i = 0; i < old; i++) {
            larger[(to + i) % larger.length] = values[(from + i) % old];
        }
        return larger;
    }

    int device(long touch) {
        return device[at(touch)];
    }

    /// Row of its page.
    int page(long touch) {
        return page[at(touch)];
    }

    int source(long touch) {
        return source[at(touch)];
    }

    AccessKind access(long touch) {
        return ACCESSES[flags[at(touch)] >>> ACCESS_SHIFT & ORDINAL_MASK];
    }

    AccessResult result(long touch) {
        return RESULTS[flags[at(touch)] >>> RESULT_SHIFT & ORDINAL_MASK];
    }

    /// Whether it is known to the page only.
    boolean isWholePage(long touch) {
        return (flags[at(touch)] & WHOLE_PAGE) != 0;
    }

    boolean isReported(long touch) {
        return (flags[at(touch)] & REPORTED) != 0;
    }

    boolean isDone(long touch) {
        return (flags[at(touch)] & DONE) != 0;
    }

    long eventId(long touch) {
        return eventId[at(touch)];
    }

    long tsNs(long touch) {
        return tsNs[at(touch)];
    }

    long firstByte(long touch) {
        return firstByte[at(touch)];
    }

    long lastByte(long touch) {
        return lastByte[at(touch)];
    }

    long invalidatedId(long touch) {
        return invalidatedId[at(touch)];
    }

    long mappedOtherwiseId(long touch) {
        return mappedOtherwiseId[at(touch)];
    }
}
