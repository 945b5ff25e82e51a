// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock;

import java.util.Arrays;
import java.util.Optional;
import org.dmatape.capture.clock.signal.PageSightings;
import org.dmatape.capture.clock.signal.SideSignals;

/// Looks for the one offset at which what the IOMMU found in the page table was there. A look-up of a page that led to
/// a frame came while the page was mapped to it: it leaves the offsets at which one of those mappings was live. In the
/// log of another boot the frames are others; and where they were the same, the times would not fit.
final class FrameSweep {

    /// Fewer prove nothing.
    private static final int LEAST_WALKS = 16;
    /// Of the look-ups of pages that had been mapped by then, how many must have found what was there.
    private static final double LEAST_LIVE = 0.9;
    /// Of the look-ups that are explained where most are, how many may be explained elsewhere, too.
    private static final double MOST_ELSEWHERE = 0.75;
    /// Offsets nearer to each other are one.
    static final long RIVAL_DISTANCE_NS = 3_000_000;

    private static final int MOST_WALKS = 1 << 10;

    private final FrameLives lives;
    private final PageSightings walks;

    private FrameSweep(FrameLives lives, PageSightings walks) {
        this.lives = lives;
        this.walks = walks;
    }

    /// The offsets at which most look-ups are explained; empty when too few are, or elsewhere nearly as many.
    static Optional<OffsetCounts.Peak> of(SideSignals driver, SideSignals device) {
        return new FrameSweep(new FrameLives(driver, device), device.walks()).best();
    }

    private Optional<OffsetCounts.Peak> best() {
        int[] chosen = chosen();
        OffsetCounts counts = new OffsetCounts();
        for (int walk : chosen) {
            long atNs = walks.tsNs(walk);
            lives.forEach(
                    walk,
                    Long.MIN_VALUE,
                    Long.MAX_VALUE,
                    (mappedNs, unmappedNs) -> counts.add(mappedNs - atNs, unmappedNs - atNs));
        }
        return counts.peak()
                .filter(peak -> peak.count() >= LEAST_WALKS && peak.mostNs() - peak.leastNs() < RIVAL_DISTANCE_NS)
                .filter(peak -> counts.mostBeside(peak, RIVAL_DISTANCE_NS) <= MOST_ELSEWHERE * peak.count())
                .filter(this::agrees);
    }

    /// Some of the look-ups that found what was there at some time, spread over all of them. What was never unmapped is
    /// explained anywhere.
    private int[] chosen() {
        int[] known = new int[walks.count()];
        int count = 0;
        for (int walk = 0; walk < walks.count(); walk++) {
            long[] lastNs = {Long.MIN_VALUE};
            lives.forEach(walk, Long.MIN_VALUE, Long.MAX_VALUE, (_, unmappedNs) -> lastNs[0] = unmappedNs);
            if (lastNs[0] != Long.MIN_VALUE && lastNs[0] != Long.MAX_VALUE) {
                known[count] = walk;
                count++;
            }
        }
        int[] all = Arrays.copyOf(known, count);
        int[] some = new int[Math.min(count, MOST_WALKS)];
        for (int i = 0; i < some.length; i++) {
            some[i] = all[(int) ((long) i * count / some.length)];
        }
        return some;
    }

    private boolean agrees(OffsetCounts.Peak peak) {
        int asked = 0;
        int live = 0;
        for (int walk = 0; walk < walks.count(); walk++) {
            long fromNs = walks.tsNs(walk) + peak.leastNs();
            long toNs = walks.tsNs(walk) + peak.mostNs();
            if (lives.isKnown(walk, fromNs)) {
                boolean[] isLive = new boolean[1];
                lives.forEach(walk, fromNs, toNs, (_, unmappedNs) -> isLive[0] |= unmappedNs >= fromNs);
                asked++;
                live += isLive[0] ? 1 : 0;
            }
        }
        return live >= LEAST_WALKS && live >= LEAST_LIVE * asked;
    }
}
