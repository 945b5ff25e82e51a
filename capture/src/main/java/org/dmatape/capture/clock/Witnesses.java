// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock;

import java.util.Arrays;

/// What single pairs say about the offset on one side. The one that says most in each stretch of time is not
/// believed: an effect that came for another reason looks like the tightest of all. Others must say nearly as much.
final class Witnesses {

    private static final int FIRST_CAPACITY = 256;

    private final long[] mostNs;
    private long[] atNs = new long[FIRST_CAPACITY];
    private long[] offsetsNs = new long[FIRST_CAPACITY];
    private long[] saysNs = new long[FIRST_CAPACITY];
    private int[] stretches = new int[FIRST_CAPACITY];
    private int count;

    /// Takes what one witness says.
    interface Bound {
        void at(long sourceNs, long offsetNs);
    }

    /// @param stretchCount how many stretches of time there are
    Witnesses(int stretchCount) {
        mostNs = new long[stretchCount];
        Arrays.fill(mostNs, Long.MIN_VALUE);
    }

    /// Adds one.
    ///
    /// @param stretch stretch of time it lies in
    /// @param sourceNs when, on the source's clock
    /// @param offsetNs the offset is not beyond that
    /// @param sayNs how much that says: the more, the tighter
    void add(int stretch, long sourceNs, long offsetNs, long sayNs) {
        if (count == atNs.length) {
            atNs = Arrays.copyOf(atNs, 2 * count);
            offsetsNs = Arrays.copyOf(offsetsNs, 2 * count);
            saysNs = Arrays.copyOf(saysNs, 2 * count);
            stretches = Arrays.copyOf(stretches, 2 * count);
        }
        atNs[count] = sourceNs;
        offsetsNs[count] = offsetNs;
        saysNs[count] = sayNs;
        stretches[count] = stretch;
        count++;
        mostNs[stretch] = Math.max(mostNs[stretch], sayNs);
    }

    /// Hands out all that are believed.
    void forEach(Bound bound) {
        boolean[] doubted = new boolean[mostNs.length];
        for (int i = 0; i < count; i++) {
            int stretch = stretches[i];
            if (saysNs[i] == mostNs[stretch] && !doubted[stretch]) {
                doubted[stretch] = true;
            } else {
                bound.at(atNs[i], offsetsNs[i]);
            }
        }
    }
}
