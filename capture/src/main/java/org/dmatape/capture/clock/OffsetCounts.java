// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock;

import java.util.Arrays;
import java.util.Optional;

/// How many intervals of offsets lie over each offset.
final class OffsetCounts {

    private static final int FIRST_CAPACITY = 1 << 10;
    /// Room for all mappings of all look-ups that are looked at.
    private static final int MOST_EDGES = 1 << 22;
    private static final long END = 1;

    private long[] edges = new long[FIRST_CAPACITY];
    private int count;
    private boolean isSorted = true;

    /// The offsets that most intervals hold.
    ///
    /// @param leastNs the least of them
    /// @param mostNs the greatest
    /// @param count intervals
    record Peak(long leastNs, long mostNs, int count) {}

    /// Adds an interval; one that does not end, with [Long#MAX_VALUE]. When there are too many, nothing more is added.
    void add(long leastNs, long mostNs) {
        if (count + 2 > MOST_EDGES) {
            return;
        }
        if (count + 2 > edges.length) {
            edges = Arrays.copyOf(edges, 2 * edges.length);
        }
        edges[count] = leastNs << 1;
        count++;
        edges[count] = mostNs == Long.MAX_VALUE ? mostNs : mostNs << 1 | END;
        count++;
        isSorted = false;
    }

    private void sort() {
        if (!isSorted) {
            Arrays.sort(edges, 0, count);
            isSorted = true;
        }
    }

    /// Where most lie over each other; empty when there are none.
    Optional<Peak> peak() {
        sort();
        int here = 0;
        Peak best = new Peak(0, 0, 0);
        for (int i = 0; i < count; i++) {
            here += isEnd(i) ? -1 : 1;
            if (here > best.count) {
                best = new Peak(offsetNs(i), offsetNs(i + 1), here);
            }
        }
        return best.count == 0 ? Optional.empty() : Optional.of(best);
    }

    /// The most that lie over an offset farther than that from a peak.
    int mostBeside(Peak peak, long distanceNs) {
        sort();
        int here = 0;
        int most = 0;
        for (int i = 0; i + 1 < count; i++) {
            here += isEnd(i) ? -1 : 1;
            boolean isNear = offsetNs(i) >= peak.leastNs - distanceNs && offsetNs(i + 1) <= peak.mostNs + distanceNs;
            most = isNear ? most : Math.max(most, here);
        }
        return most;
    }

    /// The least and the greatest offset that so many lie over.
    Peak hull(int least) {
        sort();
        int here = 0;
        long leastNs = Long.MAX_VALUE;
        long mostNs = Long.MIN_VALUE;
        for (int i = 0; i + 1 < count; i++) {
            here += isEnd(i) ? -1 : 1;
            if (here >= least) {
                leastNs = Math.min(leastNs, offsetNs(i));
                mostNs = Math.max(mostNs, offsetNs(i + 1));
            }
        }
        return new Peak(leastNs, mostNs, least);
    }

    private boolean isEnd(int edge) {
        return (edges[edge] & END) != 0;
    }

    private long offsetNs(int edge) {
        return edges[edge] >> 1;
    }
}
