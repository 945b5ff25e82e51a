// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.dmatape.capture.clock.Alignment.Aligned;
import org.dmatape.capture.clock.Alignment.NotAligned;

/// Relates the clock of a device's recording to the clock of the driver's, from nothing but the order of what both
/// recorded: a kick precedes its arrival at the device, an interrupt precedes its handler.
public final class ClockAligner {

    /// What a guess is judged by: signals in each direction from where it begins.
    private static final int STEPS_TO_JUDGE = 1 << 14;
    /// A relation that fits is far better than the next best; measured on recordings that belong together (at most 0.3)
    /// and on such that do not (mostly above 0.7).
    private static final double MOST_RIVAL_SCORE = 0.5;
    /// Guesses nearer to each other are not rivals.
    private static final long RIVAL_DISTANCE_NS = 3_000_000;
    /// The least part of the driver's signals that must have a partner, of those the device's recording can have.
    private static final double LEAST_SHARE = 0.5;
    private static final int LEAST_PAIRS = 6;
    private static final long WINDOW_NS = 1_000_000_000;
    private static final int MOST_WINDOWS = 32;
    private static final int PASSES = 2;
    /// A guess that turns out to be wrong by more may have paired other signals.
    private static final long SAME_MATCH_NS = 100_000;
    private static final NotAligned ONE_SIDED =
            new NotAligned("kicks and interrupts bound the clocks on one side only, or contradict each other");

    private final SideSignals driver;
    private final SideSignals device;

    private ClockAligner(SideSignals driver, SideSignals device) {
        this.driver = driver;
        this.device = device;
    }

    /// Relates the device's clock to the driver's, which is the tape's.
    public static Alignment align(SideSignals driver, SideSignals device) {
        return new ClockAligner(driver, device).align();
    }

    private Alignment align() {
        if (driver.queues().isEmpty() || device.queues().isEmpty()) {
            return new NotAligned("no kicks or interrupts of virtqueues on both sides");
        }
        List<QueueAssignment> ranked = PatternSearch.guesses(driver, device).stream()
                .map(guess -> QueueAssignment.of(driver, device, guess, STEPS_TO_JUDGE))
                .sorted(Comparator.comparingDouble(QueueAssignment::score).reversed())
                .toList();
        if (ranked.isEmpty()) {
            return new NotAligned("too few kicks and interrupts on both sides");
        }
        QueueAssignment best = ranked.getFirst();
        if (best.pairCount() < Math.max(LEAST_PAIRS, LEAST_SHARE * possiblePairs(best.guess()))) {
            return new NotAligned("kicks and interrupts of both sides do not fit together");
        }
        boolean hasRival = ranked.stream()
                .filter(other ->
                        Math.abs(other.guess().offsetNs() - best.guess().offsetNs()) > RIVAL_DISTANCE_NS)
                .anyMatch(other -> other.score() > MOST_RIVAL_SCORE * best.score());
        if (hasRival) {
            return new NotAligned("kicks and interrupts of both sides fit together in more than one way");
        }
        Guess drifting = DriftSearch.of(best, device.lastNs() - device.firstNs(), STEPS_TO_JUDGE);
        return bound(QueueAssignment.of(driver, device, drifting, Integer.MAX_VALUE));
    }

    /// The driver's signals while the device's recording ran; no guess can pair more.
    private long possiblePairs(Guess guess) {
        long fromNs = device.firstNs() + guess.offsetNs();
        long toNs = device.lastNs() + guess.offsetNs();
        long count = 0;
        for (QueueSignals queue : driver.queues()) {
            count += Math.min(STEPS_TO_JUDGE, queue.bestKicks().countWithin(fromNs, toNs));
            count += Math.min(STEPS_TO_JUDGE, queue.interrupts().countWithin(fromNs, toNs));
        }
        return count;
    }

    /// Bounds the offset more than once: first by all pairs, as if each effect belonged to the cause that is nearest;
    /// then,
    /// around what that says, by what holds whatever belongs to what.
    private Alignment bound(QueueAssignment guessed) {
        QueueAssignment assignment = guessed;
        OffsetBounds bounds = nearest(assignment);
        Optional<List<OffsetSegment>> segments = OffsetSegment.cut(bounds);
        ClockMap map = ClockMap.ofGuess(assignment.guess());
        for (int pass = 0; pass < PASSES; pass++) {
            if (segments.isPresent()) {
                List<OffsetSegment> smooth = OffsetSegment.withoutBends(segments.get());
                map = ClockMap.of(smooth, bounds.firstNs(), bounds.baseOffsetNs());
                assignment = matchedAround(map, assignment);
            }
            bounds = new ForcedPairs(assignment, map, driver.cutOffNs(), device.cutOffNs()).bound(noBounds(assignment));
            segments = OffsetSegment.cut(bounds);
        }
        return segments.isPresent() ? aligned(segments.get(), bounds, assignment) : ONE_SIDED;
    }

    private OffsetBounds nearest(QueueAssignment assignment) {
        OffsetBounds bounds = noBounds(assignment);
        for (QueuePair pair : assignment.pairs()) {
            pair.kicks()
                    .evidence((kickNs, arrivalNs, _, _) ->
                            bounds.atLeast(arrivalNs, kickNs - arrivalNs - device.cutOffNs()));
            pair.interrupts()
                    .evidence((interruptNs, handlerNs, _, _) ->
                            bounds.atMost(interruptNs, handlerNs - interruptNs + driver.cutOffNs()));
        }
        return bounds;
    }

    /// The same if it was matched not far from there.
    private QueueAssignment matchedAround(ClockMap map, QueueAssignment assignment) {
        long deviceNs = assignment.guess().deviceNs();
        Guess better = assignment.guess().moved(map.apply(deviceNs) - deviceNs);
        return Math.abs(better.offsetNs() - assignment.guess().offsetNs()) < SAME_MATCH_NS
                ? assignment
                : QueueAssignment.of(driver, device, better, Integer.MAX_VALUE);
    }

    private OffsetBounds noBounds(QueueAssignment assignment) {
        return new OffsetBounds(
                device.firstNs(), device.lastNs(), assignment.guess().offsetNs());
    }

    private Aligned aligned(List<OffsetSegment> segments, OffsetBounds bounds, QueueAssignment assignment) {
        ClockMap map = ClockMap.of(segments, bounds.firstNs(), bounds.baseOffsetNs());
        long spanNs = device.lastNs() - device.firstNs();
        int count = Math.clamp(spanNs / WINDOW_NS, 1, MOST_WINDOWS);
        List<ClockWindow> windows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long fromNs = device.firstNs() + spanNs / count * i;
            long toNs = i + 1 == count ? device.lastNs() : device.firstNs() + spanNs / count * (i + 1);
            long middleNs = fromNs + (toNs - fromNs) / 2;
            long uncertaintyNs =
                    Math.max(uncertainty(segments, bounds, map, fromNs), uncertainty(segments, bounds, map, toNs));
            for (OffsetSegment segment : segments) {
                for (double x : new double[] {segment.fromX(), segment.toX()}) {
                    long atNs = bounds.firstNs() + (long) x;
                    if (atNs >= fromNs && atNs <= toNs) {
                        uncertaintyNs = Math.max(uncertaintyNs, uncertainty(segments, bounds, map, atNs));
                    }
                }
            }
            ClockWindow window =
                    new ClockWindow(map.apply(fromNs), map.apply(toNs), map.apply(middleNs) - middleNs, uncertaintyNs);
            windows.add(window);
        }
        long sharedNs = sharedUncertainty(segments, bounds, map);
        return new Aligned(map, windows, sharedNs, identities(assignment));
    }

    private long sharedUncertainty(List<OffsetSegment> segments, OffsetBounds bounds, ClockMap map) {
        long worstNs = 0;
        for (OffsetSegment segment : segments) {
            for (double x : new double[] {segment.fromX(), segment.toX()}) {
                worstNs = Math.max(worstNs, uncertainty(segments, bounds, map, bounds.firstNs() + (long) x));
            }
        }
        return worstNs;
    }

    private static long uncertainty(List<OffsetSegment> segments, OffsetBounds bounds, ClockMap map, long deviceNs) {
        double x = deviceNs - bounds.firstNs();
        OffsetSegment nearest = segments.getFirst();
        for (OffsetSegment segment : segments) {
            if (segment.fromX() <= x) {
                nearest = segment;
            }
        }
        double offset = map.apply(deviceNs) - deviceNs - bounds.baseOffsetNs();
        return (long) Math.ceil(nearest.uncertaintyAt(x, offset));
    }

    /// Of a device one queue of which is known, all queues are.
    private List<QueueIdentity> identities(QueueAssignment assignment) {
        Map<String, String> virtioOf = new HashMap<>();
        Map<QueueSignals, QueueSignals> driverOf = new HashMap<>();
        for (QueuePair pair : assignment.pairs()) {
            virtioOf.put(pair.device().device(), pair.driver().device());
            driverOf.put(pair.device(), pair.driver());
        }
        List<QueueIdentity> identities = new ArrayList<>();
        for (QueueSignals queue : device.queues()) {
            String virtioDevice = virtioOf.get(queue.device());
            if (virtioDevice != null) {
                QueueSignals known = driverOf.get(queue);
                int index =
                        queue.index() != QueueSignals.UNKNOWN_INDEX || known == null ? queue.index() : known.index();
                identities.add(new QueueIdentity(
                        queue.name(),
                        virtioDevice,
                        index == QueueSignals.UNKNOWN_INDEX ? OptionalInt.empty() : OptionalInt.of(index)));
            }
        }
        return identities;
    }
}
