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
import org.dmatape.capture.clock.offset.OffsetBounds;
import org.dmatape.capture.clock.offset.OffsetSegment;
import org.dmatape.capture.clock.signal.PageQueue;
import org.dmatape.capture.clock.signal.QueueIdentity;
import org.dmatape.capture.clock.signal.QueueSignals;
import org.dmatape.capture.clock.signal.SideSignals;

/// Relates the clock of a device's recording to the clock of the driver's, from nothing but the order of what both
/// recorded: a kick precedes its arrival at the device, an interrupt precedes its handler. Where queues say too little,
/// by what happened to pages.
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
    /// Pairs that weigh less together than one that lies where it was expected are chance: in a long log some are
    /// always found. The least of recordings that belong together is 9, the most that chance was seen to give 0.09.
    private static final double LEAST_SCORE = 1;
    private static final int PASSES = 2;
    private static final int PAGE_PASSES = 3;
    /// A clock that is corrected all the time leaves a line by that much without ending it.
    private static final long STRAY_NS = 1_000;
    /// A guess that turns out to be wrong by more may have paired other signals.
    private static final long SAME_MATCH_NS = 100_000;
    private static final NotAligned ONE_SIDED =
            new NotAligned("kicks and interrupts bound the clocks on one side only, or contradict each other");

    private static final NotAligned AMBIGUOUS =
            new NotAligned("kicks and interrupts of both sides fit together in more than one way");

    private final SideSignals driver;
    private final SideSignals device;

    private ClockAligner(SideSignals driver, SideSignals device) {
        this.driver = driver;
        this.device = device;
    }

    /// Relates the device's clock to the driver's, which is the tape's.
    public static Alignment align(SideSignals driver, SideSignals device) {
        Alignment byQueues = new ClockAligner(driver, device).align();
        if (byQueues instanceof Aligned) {
            return byQueues;
        }
        Alignment byPages = new ClockAligner(driver.asPageQueue(), device.asPageQueue()).align();
        if (byPages instanceof Aligned aligned && PageAgreement.holds(driver, device, aligned)) {
            return byPages;
        }
        return FrameSweep.of(driver, device)
                .map(peak -> new ClockAligner(driver, device).boundByFrames(peak))
                .filter(Aligned.class::isInstance)
                .orElse(byQueues);
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
        if (best.score() < LEAST_SCORE || best.pairCount() < Math.max(LEAST_PAIRS, LEAST_SHARE * possiblePairs(best))) {
            return new NotAligned("kicks and interrupts of both sides do not fit together");
        }
        List<QueueAssignment> contenders = ranked.stream()
                .filter(other -> other.score() > MOST_RIVAL_SCORE * best.score())
                .toList();
        QueueAssignment all = followed(best);
        if (contenders.stream().noneMatch(other -> isRival(other.guess(), best.guess(), all))) {
            return bound(all);
        }
        return new OrphanContest(driver.cutOffNs(), device.cutOffNs())
                .winner(contenders, (one, other) -> Math.abs(one.offsetNs() - other.offsetNs()) < SAME_MATCH_NS)
                .map(winner -> bound(followed(winner)))
                .orElse(AMBIGUOUS);
    }

    /// The same guess with the drift that fits best, and all signals paired.
    private QueueAssignment followed(QueueAssignment guessed) {
        Guess drifting = DriftSearch.of(guessed, device.lastNs() - device.firstNs(), STEPS_TO_JUDGE);
        return QueueAssignment.of(driver, device, drifting, Integer.MAX_VALUE);
    }

    /// Clocks that drift have another offset elsewhere: a guess is no rival when the signals that were paired there,
    /// from the best guess on, say the same.
    private static boolean isRival(Guess other, Guess best, QueueAssignment all) {
        return Math.abs(other.offsetNs() - best.offsetNs()) > RIVAL_DISTANCE_NS
                && Math.abs(other.offsetNs() - all.offsetNear(other.deviceNs())) > RIVAL_DISTANCE_NS;
    }

    /// The driver's signals while the device's recording ran; no guess can pair more.
    private long possiblePairs(QueueAssignment assignment) {
        long offsetNs = assignment.guess().offsetNs();
        long fromNs = device.firstNs() + offsetNs;
        long toNs = device.lastNs() + offsetNs;
        Map<QueueSignals, QueueSignals> deviceOf = new HashMap<>();
        assignment.pairs().forEach(pair -> deviceOf.put(pair.driver(), pair.device()));
        long count = 0;
        for (QueueSignals queue : driver.queues()) {
            QueueSignals other = deviceOf.getOrDefault(queue, queue);
            long shiftNs = other == queue ? 0 : offsetNs;
            count += Math.min(STEPS_TO_JUDGE, queue.bestKicks().countWithin(fromNs, toNs, other.bestKicks(), shiftNs));
            count +=
                    Math.min(STEPS_TO_JUDGE, queue.interrupts().countWithin(fromNs, toNs, other.interrupts(), shiftNs));
        }
        return count;
    }

    /// Bounds the offset more than once: first by all pairs, as if each effect belonged to the cause that is nearest;
    /// then, around what that says, by what holds whatever belongs to what.
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
        return boundByPages(bounds, segments, identities(assignment));
    }

    private Alignment boundByFrames(OffsetCounts.Peak peak) {
        OffsetBounds bounds = new FrameBounds(driver, device, peak).bounds();
        return boundByPages(bounds, OffsetSegment.cut(bounds), List.of());
    }

    private Alignment boundByPages(
            OffsetBounds bounds, Optional<List<OffsetSegment>> unbound, List<QueueIdentity> queues) {
        Optional<List<OffsetSegment>> segments = unbound;
        for (int pass = 0; pass < PAGE_PASSES && segments.isPresent(); pass++) {
            segments = withPages(segments.get(), bounds);
        }
        Optional<List<OffsetSegment>> last =
                segments.isPresent() ? OffsetSegment.cut(bounds, STRAY_NS) : Optional.empty();
        return last.isPresent() ? aligned(last.get(), bounds, queues) : ONE_SIDED;
    }

    private Optional<List<OffsetSegment>> withPages(List<OffsetSegment> segments, OffsetBounds bounds) {
        ClockMap map = ClockMap.of(segments, bounds.firstNs(), bounds.baseOffsetNs());
        OffsetLimits limits = new OffsetLimits(segments, bounds, map, device.lastNs());
        boolean isBound = new PageOrders(driver, device).addTo(bounds, limits, device.lastNs());
        return isBound ? OffsetSegment.cut(bounds) : Optional.of(segments);
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

    private Aligned aligned(List<OffsetSegment> segments, OffsetBounds bounds, List<QueueIdentity> queues) {
        ClockMap map = ClockMap.of(segments, bounds.firstNs(), bounds.baseOffsetNs());
        StatedError error = new StatedError(segments, bounds, map, driver.cutOffNs() + device.cutOffNs());
        return new Aligned(map, error.windows(device.firstNs(), device.lastNs()), error.sharedNs(), queues);
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
            if (virtioDevice != null && !PageQueue.is(queue)) {
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
