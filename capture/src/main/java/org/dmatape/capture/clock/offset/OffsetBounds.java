// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock.offset;

import java.util.Arrays;
import java.util.function.LongUnaryOperator;

/// What observed orders say about the offset between two clocks, the tightest bounds of each moment: what to add to the
/// source's clock is at least so much here and at most so much there. Time is cut into cells, so that memory does not
/// grow with the number of events.
public final class OffsetBounds {

    private static final int CELLS = 1 << 13;
    /// Where only some moments are bounded, how many cells there may be for one that is not empty.
    private static final int SPARSE = 4;
    private static final long NONE = Long.MIN_VALUE;

    private final long firstNs;
    private final long cellNs;
    private final long baseOffsetNs;
    private final long[] lowerAtNs = new long[CELLS];
    private final long[] lowers = new long[CELLS];
    private final long[] upperAtNs = new long[CELLS];
    private final long[] uppers = new long[CELLS];

    /// @param firstNs first moment of the source's clock
    /// @param lastNs last moment
    /// @param baseOffsetNs offset that bounds are kept relative to
    public OffsetBounds(long firstNs, long lastNs, long baseOffsetNs) {
        this.firstNs = firstNs;
        this.cellNs = Math.max(1, (lastNs - firstNs) / CELLS + 1);
        this.baseOffsetNs = baseOffsetNs;
        Arrays.fill(lowers, NONE);
        Arrays.fill(uppers, NONE);
    }

    /// At that moment of the source's clock the offset is at least that.
    public void atLeast(long sourceNs, long offsetNs) {
        int cell = cell(sourceNs);
        if (lowers[cell] == NONE || offsetNs - baseOffsetNs > lowers[cell]) {
            lowers[cell] = offsetNs - baseOffsetNs;
            lowerAtNs[cell] = sourceNs - firstNs;
        }
    }

    /// At that moment of the source's clock the offset is at most that.
    public void atMost(long sourceNs, long offsetNs) {
        int cell = cell(sourceNs);
        if (uppers[cell] == NONE || offsetNs - baseOffsetNs < uppers[cell]) {
            uppers[cell] = offsetNs - baseOffsetNs;
            upperAtNs[cell] = sourceNs - firstNs;
        }
    }

    int cell(long sourceNs) {
        return Math.clamp((sourceNs - firstNs) / cellNs, 0, CELLS - 1);
    }

    /// Moment that `x` of the bounds is relative to.
    public long firstNs() {
        return firstNs;
    }

    /// Offset that `y` of the bounds is relative to.
    public long baseOffsetNs() {
        return baseOffsetNs;
    }

    int cells() {
        return CELLS;
    }

    long cellNs() {
        return cellNs;
    }

    boolean isEmpty(int cell) {
        return lowers[cell] == NONE && uppers[cell] == NONE;
    }

    /// Adds the bounds of a cell.
    ///
    /// @param slackNs how much less they say
    void addTo(FeasibleOffsets offsets, int cell, long slackNs) {
        if (lowers[cell] != NONE) {
            offsets.addLower((double) lowerAtNs[cell], (double) (lowers[cell] - slackNs));
        }
        if (uppers[cell] != NONE) {
            offsets.addUpper((double) upperAtNs[cell], (double) (uppers[cell] + slackNs));
        }
    }

    /// How far from a relation the offset may have been between two moments, by the bounds in between alone; more than
    /// any number where they bound one side only, or contradict it.
    ///
    /// @param toTapeNs the relation: what it makes of a time of the source
    public long openNs(LongUnaryOperator toTapeNs, long fromNs, long toNs) {
        long aboveNs = Long.MAX_VALUE;
        long belowNs = Long.MAX_VALUE;
        for (int cell = cell(fromNs); cell <= cell(toNs); cell++) {
            if (isWithin(upperAtNs[cell], fromNs, toNs)) {
                aboveNs = Math.min(aboveNs, aboveNs(toTapeNs, cell));
            }
            if (isWithin(lowerAtNs[cell], fromNs, toNs)) {
                belowNs = Math.min(belowNs, belowNs(toTapeNs, cell));
            }
        }
        return aboveNs < 0 || belowNs < 0 ? Long.MAX_VALUE : Math.max(aboveNs, belowNs);
    }

    /// How far above a relation the offset may be by a cell's bound; more than any number where it has none.
    long aboveNs(LongUnaryOperator toTapeNs, int cell) {
        return uppers[cell] == NONE ? Long.MAX_VALUE : uppers[cell] - relativeNs(toTapeNs, upperAtNs[cell]);
    }

    /// How far below.
    long belowNs(LongUnaryOperator toTapeNs, int cell) {
        return lowers[cell] == NONE ? Long.MAX_VALUE : relativeNs(toTapeNs, lowerAtNs[cell]) - lowers[cell];
    }

    private boolean isWithin(long atNs, long fromNs, long toNs) {
        return atNs >= fromNs - firstNs && atNs <= toNs - firstNs;
    }

    private long relativeNs(LongUnaryOperator toTapeNs, long atNs) {
        return toTapeNs.applyAsLong(firstNs + atNs) - (firstNs + atNs) - baseOffsetNs;
    }

    /// Goes from a moment past some cells that are not empty, or as many as there are near by.
    ///
    /// @param direction 1 for later, -1 for earlier
    /// @return the moment there
    public long beyond(long sourceNs, int cellCount, int direction) {
        int left = cellCount;
        int cell = cell(sourceNs);
        int last = cell;
        int end = Math.clamp(cell + (long) direction * SPARSE * cellCount, -1, CELLS);
        while (left > 0 && cell != end) {
            if (!isEmpty(cell)) {
                last = cell;
                left--;
            }
            cell += direction;
        }
        long beginNs = firstNs + last * cellNs;
        return direction < 0 ? Math.min(sourceNs, beginNs) : Math.max(sourceNs, beginNs + cellNs);
    }

    /// Time of the first bound in a cell that is not empty.
    long firstIn(int cell) {
        return lowers[cell] == NONE
                ? upperAtNs[cell]
                : uppers[cell] == NONE ? lowerAtNs[cell] : Math.min(lowerAtNs[cell], upperAtNs[cell]);
    }

    /// Time of the last bound in a cell that is not empty.
    long lastIn(int cell) {
        return Math.max(lowers[cell] == NONE ? 0 : lowerAtNs[cell], uppers[cell] == NONE ? 0 : upperAtNs[cell]);
    }
}
