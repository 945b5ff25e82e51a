// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.cut;

/// A stretch of a tape's clock.
///
/// @param fromNs its first nanosecond
/// @param toNs its last nanosecond
public record TimeWindow(long fromNs, long toNs) {

    /// Checks the order.
    public TimeWindow {
        if (fromNs > toNs) {
            throw new IllegalArgumentException("a window from " + fromNs + " to " + toNs + " ns ends before it begins");
        }
    }

    /// Whether a time lies in it.
    public boolean contains(long ns) {
        return fromNs <= ns && ns <= toNs;
    }

    /// Whether a stretch of time has a part in it.
    boolean overlaps(long beginNs, long endNs) {
        return beginNs <= toNs && endNs >= fromNs;
    }
}
