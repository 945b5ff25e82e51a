// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dmatape.capture.clock.offset.FeasibleOffsets;
import org.dmatape.capture.clock.offset.OffsetBounds;

/// Where the true offset lies around a first relation of two clocks, whatever was paired with what: the shifts at which
/// hardly more effects are without a cause than at the best. They are looked for in stretches of some hundred effects;
/// between two stretches the wider of both holds.
final class OffsetBand {

    private static final int EFFECTS_OF_STRETCH = 256;
    private static final int MOST_STRETCHES = 32;
    /// The same where not all signals are kept: a stretch lies in a piece that is.
    private static final int MOST_RUNS = 64;
    private static final int LEAST_RUN = 16;
    private static final long MOST_SILENCE_NS = 100_000_000;
    /// Orphans more than at the best that may be chance: lost records, effects that were stamped late.
    private static final int CHANCE_ORPHANS = 1;
    private static final double CHANCE_SHARE = 0.05;
    private static final long FINE_STEP_NS = 1_000;
    private static final long FINE_REACH_NS = 100_000;
    /// Of the shift, how much the next one is more.
    private static final double COARSE_GROWTH = 0.03;
    private static final long MOST_REACH_NS = 3_000_000;
    /// The part of what both recorded that may be shifted out of sight, and of effects that must be left.
    private static final int REACH_PART = 2;
    private static final int LEAST_TELLING = 2;
    /// How far the first relation may lean within a stretch, at its ends: so far, or by so wrong a drift.
    private static final long LEAST_LEAN_NS = 16_000;
    private static final double WRONG_DRIFT = 3e-5;
    private static final long LEAN_STEP_NS = 8_000;
    private static final int MOST_LEANS = 32;

    private final List<CausalSignals> signals;
    private final List<Stretch> stretches = new ArrayList<>();

    /// Shifts that are possible in a stretch: the least and the greatest at its beginning, in its middle and at its
    /// end.
    private static final class Stretch {

        private static final int PLACES = 3;

        private final long fromNs;
        private final long toNs;
        private final long[] leastNs = new long[PLACES];
        private final long[] mostNs = new long[PLACES];

        /// Nothing is possible yet.
        Stretch(long fromNs, long toNs) {
            this.fromNs = fromNs;
            this.toNs = toNs;
            Arrays.fill(leastNs, Long.MAX_VALUE);
            Arrays.fill(mostNs, Long.MIN_VALUE);
        }

        /// A shift is possible; what lies between it and the next ones that were tried may be, too.
        void allow(long shiftNs, double leanNs, double leanStepNs) {
            for (int place = 0; place < PLACES; place++) {
                long hereNs = shiftNs + (long) (leanNs * (place - 1));
                long besideNs = FINE_STEP_NS + (long) (leanStepNs * Math.abs(place - 1));
                leastNs[place] = Math.min(leastNs[place], hereNs - besideNs);
                mostNs[place] = Math.max(mostNs[place], hereNs + besideNs);
            }
        }

        long timeOf(int place) {
            return fromNs + (toNs - fromNs) / (PLACES - 1) * place;
        }
    }

    private OffsetBand(List<CausalSignals> signals) {
        this.signals = List.copyOf(signals);
    }

    /// Looks for it.
    static OffsetBand of(List<CausalSignals> signals) {
        OffsetBand band = new OffsetBand(signals);
        long[] effectsNs = signals.stream()
                .flatMapToLong(CausalSignals::tellingNs)
                .sorted()
                .toArray();
        long reachNs =
                Math.min(MOST_REACH_NS, (effectsNs[effectsNs.length - 1] - effectsNs[0]) / REACH_PART + FINE_STEP_NS);
        List<Range> ranges = signals.stream().anyMatch(CausalSignals::hasGaps) ? runs(effectsNs) : List.of();
        for (Range range : ranges.isEmpty() ? evenly(effectsNs.length) : ranges) {
            band.stretches.add(
                    band.search(effectsNs[range.from], effectsNs[range.to - 1] + 1, range.to - range.from, reachNs));
        }
        return band;
    }

    /// Effects of a stretch, by their numbers.
    private record Range(int from, int to) {}

    /// Stretches of as many effects each, evenly spread over all effects.
    private static List<Range> evenly(int effects) {
        int count = Math.max(1, effects / EFFECTS_OF_STRETCH);
        int kept = Math.min(count, MOST_STRETCHES);
        List<Range> ranges = new ArrayList<>();
        for (int i = 0; i < kept; i++) {
            int stretch = kept == 1 ? 0 : (int) ((long) (count - 1) * i / (kept - 1));
            ranges.add(new Range(
                    (int) ((long) effects * stretch / count), (int) ((long) effects * (stretch + 1) / count)));
        }
        return ranges;
    }

    /// Of recordings of which only pieces are kept: the longest piece of each part of the time.
    private static List<Range> runs(long[] effectsNs) {
        long partNs = (effectsNs[effectsNs.length - 1] - effectsNs[0]) / MOST_RUNS + 1;
        Range[] longest = new Range[MOST_RUNS];
        int from = 0;
        for (int to = 1; to <= effectsNs.length; to++) {
            int part = (int) ((effectsNs[from] - effectsNs[0]) / partNs);
            boolean ends = to == effectsNs.length
                    || effectsNs[to] - effectsNs[to - 1] > MOST_SILENCE_NS
                    || to - from == EFFECTS_OF_STRETCH
                    || (effectsNs[to] - effectsNs[0]) / partNs != part;
            if (ends) {
                boolean isLonger = longest[part] == null || to - from > longest[part].to - longest[part].from;
                longest[part] = isLonger ? new Range(from, to) : longest[part];
                from = to;
            }
        }
        return Arrays.stream(longest)
                .filter(range -> range != null && range.to - range.from >= LEAST_RUN)
                .toList();
    }

    private Stretch search(long fromNs, long toNs, int effects, long reachNs) {
        double[] leansNs = leans(toNs - fromNs);
        double leanStepNs = leansNs[leansNs.length - 1] - leansNs[leansNs.length - 2];
        long[] shiftsNs = shifts(reachNs);
        int[][] orphans = new int[leansNs.length][shiftsNs.length];
        int fewest = Integer.MAX_VALUE;
        for (int lean = 0; lean < leansNs.length; lean++) {
            for (int i = 0; i < shiftsNs.length; i++) {
                orphans[lean][i] = orphans(fromNs, toNs, effects, shiftsNs[i], leansNs[lean]);
                fewest = Math.min(fewest, orphans[lean][i]);
            }
        }
        Stretch stretch = new Stretch(fromNs, toNs);
        int most = fewest + CHANCE_ORPHANS + (int) (CHANCE_SHARE * effects);
        for (int lean = 0; lean < leansNs.length; lean++) {
            for (int i = 0; i < shiftsNs.length; i++) {
                if (orphans[lean][i] <= most) {
                    stretch.allow(shiftsNs[i], leansNs[lean], leanStepNs);
                }
            }
        }
        return stretch;
    }

    private static double[] leans(long lengthNs) {
        double mostNs = Math.min(
                Math.max(LEAST_LEAN_NS, WRONG_DRIFT * lengthNs / 2), FeasibleOffsets.MOST_DRIFT * lengthNs / 2);
        int steps = (int) Math.clamp(Math.ceil(mostNs / LEAN_STEP_NS), 1, MOST_LEANS);
        double[] leansNs = new double[2 * steps + 1];
        for (int i = 0; i < leansNs.length; i++) {
            leansNs[i] = mostNs * (i - steps) / steps;
        }
        return leansNs;
    }

    /// Per as many effects as there are without a shift; a shift that leaves too few is none.
    private int orphans(long fromNs, long toNs, int effects, long shiftNs, double leanNs) {
        double slope = 2 * leanNs / (toNs - fromNs);
        long centreNs = fromNs + (toNs - fromNs) / 2;
        long counts = 0;
        for (CausalSignals signal : signals) {
            counts += signal.orphans(fromNs, toNs, shiftNs, slope, centreNs);
        }
        long telling = counts / CausalSignals.TELLING;
        long orphans = counts % CausalSignals.TELLING;
        return telling * LEAST_TELLING < effects ? Integer.MAX_VALUE / 2 : (int) (orphans * effects / telling);
    }

    private static long[] shifts(long reachNs) {
        List<Long> shiftsNs = new ArrayList<>(List.of(0L));
        for (long shiftNs = FINE_STEP_NS; shiftNs <= reachNs; ) {
            shiftsNs.add(shiftNs);
            shiftsNs.add(-shiftNs);
            shiftNs += shiftNs < FINE_REACH_NS ? FINE_STEP_NS : (long) (shiftNs * COARSE_GROWTH);
        }
        return shiftsNs.stream().mapToLong(Long::longValue).toArray();
    }

    /// Adds what it says to other bounds.
    void addTo(OffsetBounds bounds, ClockMap first) {
        for (Stretch stretch : stretches) {
            for (int place = 0; place < Stretch.PLACES; place++) {
                long tapeNs = stretch.timeOf(place);
                long sourceNs = first.unapply(tapeNs);
                bounds.atLeast(sourceNs, tapeNs - sourceNs + stretch.leastNs[place]);
                bounds.atMost(sourceNs, tapeNs - sourceNs + stretch.mostNs[place]);
            }
        }
    }

    int stretchCount() {
        return stretches.size();
    }

    /// The least shift that is possible around a moment of the tape.
    long leastNs(long tapeNs) {
        long leastNs = Long.MAX_VALUE;
        for (int i = stretchAt(tapeNs); i <= after(tapeNs); i++) {
            leastNs = Math.min(
                    leastNs, Arrays.stream(stretches.get(i).leastNs).min().orElseThrow());
        }
        return leastNs;
    }

    /// The greatest.
    long mostNs(long tapeNs) {
        long mostNs = Long.MIN_VALUE;
        for (int i = stretchAt(tapeNs); i <= after(tapeNs); i++) {
            mostNs = Math.max(
                    mostNs, Arrays.stream(stretches.get(i).mostNs).max().orElseThrow());
        }
        return mostNs;
    }

    /// The last stretch that begins before a moment of the tape.
    int stretchAt(long tapeNs) {
        int before = 0;
        for (int i = 1; i < stretches.size() && stretches.get(i).fromNs <= tapeNs; i++) {
            before = i;
        }
        return before;
    }

    private int after(long tapeNs) {
        int before = stretchAt(tapeNs);
        return tapeNs < stretches.get(before).toNs ? before : Math.min(before + 1, stretches.size() - 1);
    }
}
