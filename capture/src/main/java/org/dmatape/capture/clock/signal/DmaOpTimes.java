// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock.signal;

import org.dmatape.format.schema.DmaOpColumn;

/// When the DMA operations of the last rows of `dma_op` began and ended.
final class DmaOpTimes extends AmendedRows {

    private static final int WINDOW = 1 << 14;

    DmaOpTimes() {
        super(WINDOW, DmaOpColumn.values().length);
    }

    @Override
    void take(long row) {}

    /// The latest moment at which an operation can have begun, or [#UNSET]. A row has the time of an event inside the
    /// operation, and how long all of it took.
    long beginNs(long eventId) {
        long row = rowOf(eventId);
        long durationNs = row < 0 ? UNSET : value(row, DmaOpColumn.DURATION_NS);
        return durationNs == UNSET ? UNSET : value(row, DmaOpColumn.TS_NS) - durationNs;
    }

    /// When an operation had ended, or [#UNSET]. Most are traced when they are done; what is traced before lasts no
    /// longer than all of it took.
    ///
    /// @param insideNs a moment inside the operation
    long endNs(long eventId, long insideNs) {
        long row = rowOf(eventId);
        if (row < 0) {
            return UNSET;
        }
        long tsNs = value(row, DmaOpColumn.TS_NS);
        long durationNs = value(row, DmaOpColumn.DURATION_NS);
        if (tsNs > insideNs) {
            return tsNs;
        }
        return durationNs == UNSET || tsNs + durationNs < insideNs ? UNSET : tsNs + durationNs;
    }

    private long rowOf(long eventId) {
        long low = Math.max(0, rowCount() - WINDOW);
        long high = rowCount() - 1;
        while (low <= high) {
            long middle = (low + high) >>> 1;
            long here = value(middle, DmaOpColumn.EVENT_ID);
            if (here == eventId) {
                return middle;
            }
            if (here < eventId) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }
}
