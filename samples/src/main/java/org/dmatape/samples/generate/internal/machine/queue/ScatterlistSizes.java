// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.machine.queue;

import org.dmatape.samples.generate.internal.machine.kernel.SeededRandom;

/// How long scatterlists are: mostly short, some longer than the kernel records, and, among the oddities, a few so long
/// that their unmap event does not fit the ring.
///
/// @param longest entries of the longest list whose map event is sure to fit
/// @param oddities whether there are lists whose unmap event does not fit
public record ScatterlistSizes(int longest, boolean oddities) {

    /// Entries of the longest.
    public static final int MAX_ENTRIES = 600;

    private static final int SHORT = 16;
    private static final int MEDIUM = 100;
    private static final int LONG = 190;

    int next(SeededRandom random) {
        int kind = random.below(1000);
        int entries;
        if (kind < 800) {
            entries = 1 + random.below(SHORT);
        } else if (kind < 980) {
            entries = 1 + random.below(MEDIUM);
        } else if (kind < 990 || !oddities) {
            entries = 1 + random.below(LONG);
        } else {
            entries = MAX_ENTRIES - random.below(SHORT);
        }
        return Math.min(entries, longest);
    }
}
