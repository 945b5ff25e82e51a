// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.cut;

import java.util.Arrays;

/// Numbers of events, added in rising order, as runs between which some are left out: few, however many events.
final class EventRuns {

    private long[] firsts = new long[16];
    private long[] lasts = new long[16];
    private int count;
    private boolean inRun;

    /// Adds an event. It goes on with the run of the one before, unless that has ended.
    void add(long event) {
        if (!inRun) {
            if (count == firsts.length) {
                firsts = Arrays.copyOf(firsts, 2 * count);
                lasts = Arrays.copyOf(lasts, 2 * count);
            }
            firsts[count] = event;
            count++;
            inRun = true;
        }
        lasts[count - 1] = event;
    }

    /// An event is left out.
    void endRun() {
        inRun = false;
    }

    /// Whether an event lies in one of the runs.
    boolean contains(long event) {
        int found = Arrays.binarySearch(firsts, 0, count, event);
        int run = found >= 0 ? found : -found - 2;
        return run >= 0 && event <= lasts[run];
    }
}
