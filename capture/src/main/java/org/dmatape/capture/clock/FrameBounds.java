// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock;

import java.util.stream.IntStream;
import org.dmatape.capture.clock.offset.OffsetBounds;
import org.dmatape.capture.clock.signal.PageOperations;
import org.dmatape.capture.clock.signal.PageSightings;
import org.dmatape.capture.clock.signal.SideSignals;

/// Bounds the offset around the one that [FrameSweep] found: what a look-up found had been mapped before, and was
/// unmapped later. Which mapping it was is open where a page is used again and again, and clocks drift: in each stretch
/// of time all offsets are kept at which nearly as many look-ups are explained as at the best, and of each look-up all
/// mappings that are possible then.
final class FrameBounds {

    private static final int STRETCHES = 32;
    /// A stretch has so many look-ups at least.
    private static final int LEAST_WALKS = 64;
    /// How many more may be unexplained than at the best.
    private static final double MOST_MORE_UNEXPLAINED = 0.05;

    private final FrameLives lives;
    private final PageOperations operations;
    private final PageSightings walks;
    private final SideSignals driver;
    private final SideSignals device;
    private final OffsetCounts.Peak peak;

    FrameBounds(SideSignals driver, SideSignals device, OffsetCounts.Peak peak) {
        this.lives = new FrameLives(driver, device);
        this.operations = driver.operations();
        this.walks = device.walks();
        this.driver = driver;
        this.device = device;
        this.peak = peak;
    }

    /// All bounds.
    OffsetBounds bounds() {
        OffsetBounds bounds = new OffsetBounds(
                device.firstNs(), device.lastNs(), peak.leastNs() + (peak.mostNs() - peak.leastNs()) / 2);
        int[] covered = covered();
        int stretches = Math.clamp(covered.length / LEAST_WALKS, 1, STRETCHES);
        Witnesses leasts = new Witnesses(stretches);
        Witnesses mosts = new Witnesses(stretches);
        for (int stretch = 0; stretch < stretches; stretch++) {
            int from = (int) ((long) covered.length * stretch / stretches);
            int to = (int) ((long) covered.length * (stretch + 1) / stretches);
            OffsetCounts.Peak kept = kept(covered, from, to);
            for (int i = from; i < to; i++) {
                add(covered[i], stretch, kept, leasts, mosts);
            }
        }
        leasts.forEach(bounds::atLeast);
        mosts.forEach(bounds::atMost);
        return bounds;
    }

    /// Look-ups at a time of which all operations are known.
    private int[] covered() {
        long reachNs = 2 * FrameSweep.RIVAL_DISTANCE_NS;
        return IntStream.range(0, walks.count())
                .filter(walk -> {
                    long fromNs = walks.tsNs(walk) + peak.leastNs() - reachNs;
                    long toNs = walks.tsNs(walk) + peak.mostNs() + reachNs;
                    return lives.isKnown(walk, fromNs)
                            && toNs < Math.min(operations.lastNs(), operations.completeUntilNs())
                            && operations.isWhole(fromNs, toNs)
                            && !driver.losses().touch(fromNs, toNs);
                })
                .toArray();
    }

    private OffsetCounts.Peak kept(int[] covered, int from, int to) {
        OffsetCounts counts = new OffsetCounts();
        long leastNs = peak.leastNs() - FrameSweep.RIVAL_DISTANCE_NS;
        long mostNs = peak.mostNs() + FrameSweep.RIVAL_DISTANCE_NS;
        for (int i = from; i < to; i++) {
            long atNs = walks.tsNs(covered[i]);
            lives.forEach(covered[i], atNs + leastNs, atNs + mostNs, (mappedNs, unmappedNs) -> {
                if (unmappedNs >= atNs + leastNs) {
                    counts.add(Math.max(leastNs, mappedNs - atNs), Math.min(mostNs, unmappedNs - atNs));
                }
            });
        }
        int best = counts.peak().map(OffsetCounts.Peak::count).orElse(0);
        int unexplained = to - from - best;
        int most = (int) (unexplained + MOST_MORE_UNEXPLAINED * (to - from) + 1);
        return counts.hull(Math.max(1, to - from - most));
    }

    private void add(int walk, int stretch, OffsetCounts.Peak kept, Witnesses leasts, Witnesses mosts) {
        long atNs = walks.tsNs(walk);
        long fromNs = atNs + kept.leastNs();
        long toNs = atNs + kept.mostNs() + device.cutOffNs();
        long[] span = {Long.MAX_VALUE, Long.MIN_VALUE};
        lives.forEach(walk, fromNs, toNs, (mappedNs, unmappedNs) -> {
            if (unmappedNs >= fromNs) {
                span[0] = Math.min(span[0], mappedNs);
                span[1] = Math.max(span[1], unmappedNs);
            }
        });
        if (span[0] > span[1]) {
            return;
        }
        long leastNs = span[0] - atNs - device.cutOffNs();
        leasts.add(stretch, atNs, leastNs, leastNs - kept.leastNs());
        if (span[1] < Long.MAX_VALUE) {
            long mostNs = span[1] + driver.cutOffNs() - atNs;
            mosts.add(stretch, atNs, mostNs, kept.mostNs() - mostNs);
        }
    }
}
