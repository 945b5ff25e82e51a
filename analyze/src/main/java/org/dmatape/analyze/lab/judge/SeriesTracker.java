// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.judge;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.dmatape.analyze.lab.judge.alert.Alert.MetricAlert;
import org.dmatape.analyze.lab.judge.alert.AlertState;
import org.dmatape.analyze.lab.judge.alert.Direction;
import org.dmatape.analyze.lab.judge.alert.Evidence;
import org.dmatape.analyze.lab.judge.alert.Evidence.ChangePointEvidence;
import org.dmatape.analyze.lab.judge.alert.Evidence.NightEvidence;
import org.dmatape.analyze.lab.judge.alert.Rule;
import org.dmatape.analyze.lab.judge.settings.Thresholds;
import org.dmatape.analyze.lab.judge.statistics.ChangePoint;
import org.dmatape.analyze.lab.judge.statistics.ChangePointSearch;
import org.dmatape.analyze.lab.judge.statistics.Levels;
import org.dmatape.analyze.lab.judge.statistics.Significance;
import org.dmatape.analyze.lab.series.AcceptedBaseline;
import org.dmatape.analyze.lab.series.Goodness;
import org.dmatape.analyze.lab.series.MetricSeries;

/// Follows one series from night to night: which nights are its level now, and which changes are open.
///
/// A change starts a new level. When the series comes back, the level before it is taken up again and the nights
/// between are left out of it.
final class SeriesTracker {

    /// Nights in a row a series has to be as before a change for it to be over: one may be an accident.
    static final int NIGHTS_TO_COME_BACK = 2;
    /// Largest probability that these nights are of the changed level after all: where a change is not much larger than
    /// nights vary, some of its nights lie near the level before.
    static final double COME_BACK_P = 0.01;
    /// Fewest nights of a new level that a change point is believed by.
    static final int FEWEST_NIGHTS_AFTER = 3;

    private final MetricSeries series;
    private final Thresholds thresholds;
    private final Nights nights;
    private final Set<LocalDate> leftOut = new HashSet<>();
    private final List<OpenChange> open = new ArrayList<>();
    private final List<MetricAlert> ended = new ArrayList<>();
    private LocalDate levelStart = LocalDate.MIN;

    SeriesTracker(MetricSeries series, Thresholds thresholds) {
        this.series = series;
        this.thresholds = thresholds;
        this.nights = new Nights(series, thresholds.minimumRuns());
    }

    MetricSeries series() {
        return series;
    }

    Thresholds thresholds() {
        return thresholds;
    }

    boolean canJudge(LocalDate night) {
        return nights.has(night);
    }

    /// Nights of the present level before this one, the latest ones.
    List<LocalDate> baseline(LocalDate night) {
        return latest(level(night), thresholds.windowNights());
    }

    boolean isLearning(LocalDate night) {
        return baseline(night).size() < thresholds.minimumNights();
    }

    /// The night against the baseline, before other series are taken into account.
    ///
    /// @param family series judged that night
    Optional<NightEvidence> compare(LocalDate night, int family) {
        List<LocalDate> baseline = baseline(night);
        if (!nights.has(night) || baseline.size() < thresholds.minimumNights()) {
            return Optional.empty();
        }
        double[] levels = nights.levels(baseline);
        double before = Levels.mean(levels);
        double after = nights.level(night);
        double nightP = Significance.ofOneMore(levels, after);
        double[] runs = nights.runs(night);
        double[] baselineRuns = nights.runs(baseline);
        return Optional.of(new NightEvidence(
                baseline.getFirst(),
                baseline.getLast(),
                baseline.size(),
                baselineRuns.length,
                runs.length,
                before,
                Levels.standardDeviation(levels),
                after,
                Levels.relativeChange(before, after),
                agreeing(runs, before, after),
                Significance.ofDifferentRanks(baselineRuns, runs),
                nightP,
                Math.min(1, nightP * family),
                family,
                Levels.relativeChange(before, before + Significance.noticeable(levels, thresholds.pValue() / family))));
    }

    /// Runs that show at least half of the night's change, and no less than the smallest that counts.
    private int agreeing(double[] runs, double before, double after) {
        double effect = Levels.relativeChange(before, after);
        double least = Math.max(thresholds.minimumEffect(), Math.abs(effect) / 2);
        return (int) Arrays.stream(runs)
                .filter(run -> Math.signum(effect) * Levels.relativeChange(before, run) >= least)
                .count();
    }

    boolean isErratic(NightEvidence evidence) {
        return evidence.noticeable() > thresholds.erraticEffect();
    }

    /// The latest point in the level at which it changed.
    ///
    /// @param family series looked at that night
    Optional<MetricAlert> changePoint(LocalDate night, int family) {
        List<LocalDate> level = new ArrayList<>(level(night));
        level.add(night);
        List<LocalDate> window = latest(level, thresholds.changePointWindow());
        if (!nights.has(night) || window.size() < thresholds.minimumNights() + FEWEST_NIGHTS_AFTER) {
            return Optional.empty();
        }
        int candidates = (window.size() - 1) * family;
        List<ChangePoint> points = new ChangePointSearch(
                        thresholds.changePointWindow(),
                        thresholds.changePointPValue() / candidates,
                        thresholds.minimumEffect())
                .find(nights.levels(window));
        return points.reversed().stream()
                .filter(point -> point.before() >= thresholds.minimumNights() && point.after() >= FEWEST_NIGHTS_AFTER)
                .filter(point -> rankP(point, window) <= thresholds.rankPValue())
                .findFirst()
                .map(point -> alert(
                        Rule.CHANGE_POINT, window.get(point.index()), night, evidence(point, window, candidates)));
    }

    private double rankP(ChangePoint point, List<LocalDate> window) {
        return Significance.ofDifferentRanks(
                nights.levels(window.subList(point.index() - point.before(), point.index())),
                nights.levels(window.subList(point.index(), point.index() + point.after())));
    }

    private ChangePointEvidence evidence(ChangePoint point, List<LocalDate> window, int candidates) {
        return new ChangePointEvidence(
                window.getFirst(),
                window.getLast(),
                point.before(),
                point.after(),
                point.meanBefore(),
                point.meanAfter(),
                point.effect(),
                rankP(point, window),
                point.p(),
                Math.min(1, point.p() * candidates),
                candidates);
    }

    MetricAlert alert(Rule rule, LocalDate since, LocalDate night, Evidence evidence) {
        return new MetricAlert(
                series.scenario(),
                series.fingerprint(),
                series.metric(),
                rule,
                Direction.of(series.metric().goodness(), evidence.effect()),
                since,
                night,
                evidence,
                thresholds,
                AlertState.NEW,
                Optional.empty(),
                false);
    }

    /// Begins a new level.
    void begin(MetricAlert alert) {
        open.add(new OpenChange(alert, levelStart, baseline(alert.since()), List.of()));
        levelStart = alert.since();
    }

    /// Ends what came back, and what is the level by now.
    void endWhatIsOver(LocalDate night) {
        for (OpenChange change : List.copyOf(open)) {
            boolean isOver = !open.contains(change);
            if (isOver || !nights.has(night) || !night.isAfter(change.alert().raised())) {
                continue;
            }
            OpenChange next = change.withBack(isAsBefore(change, night) ? with(change.back(), night) : List.of());
            open.set(open.indexOf(change), next);
            if (next.back().size() >= NIGHTS_TO_COME_BACK && isUnlikeTheChange(next)) {
                comeBack(next);
            } else if (change.alert().direction() != Direction.REGRESSED && !isLearning(night)) {
                open.remove(next);
                ended.add(change.alert().ended(AlertState.SETTLED, "the level to compare with from " + night + " on"));
            }
        }
    }

    private boolean isAsBefore(OpenChange change, LocalDate night) {
        double raised = change.alert().evidence().effect();
        double now = Levels.relativeChange(Levels.mean(nights.levels(change.baseline())), nights.level(night));
        return now * Math.signum(raised) < Math.min(thresholds.minimumEffect(), Math.abs(raised) / 2);
    }

    /// Whether the nights that are as before are no nights of the changed level; few of those say nothing.
    private boolean isUnlikeTheChange(OpenChange change) {
        List<LocalDate> changed = nights.all().stream()
                .filter(night -> !night.isBefore(change.alert().since())
                        && night.isBefore(change.back().getFirst()))
                .toList();
        return changed.size() < FEWEST_NIGHTS_AFTER
                || Significance.ofDifferentMeans(nights.levels(changed), nights.levels(change.back())) <= COME_BACK_P;
    }

    /// Takes up the level of before; changes that were noticed upon this one are over with it.
    private void comeBack(OpenChange change) {
        LocalDate back = change.back().getFirst();
        for (OpenChange later : List.copyOf(open.subList(open.indexOf(change), open.size()))) {
            open.remove(later);
            ended.add(later.alert().ended(AlertState.ENDED, "as before from " + back + " on"));
        }
        levelStart = change.levelStart();
        nights.all().stream()
                .filter(night -> !night.isBefore(change.alert().since()) && night.isBefore(back))
                .forEach(leftOut::add);
    }

    /// Begins the level that somebody accepted, and ends what is open with it.
    void accept(AcceptedBaseline baseline) {
        for (OpenChange change : open) {
            ended.add(change.alert().ended(AlertState.ACCEPTED, baseline.reason()));
        }
        open.clear();
        if (baseline.night().isAfter(levelStart)) {
            levelStart = baseline.night();
        }
    }

    /// All changes so far, in the order in which they were noticed.
    List<MetricAlert> changes() {
        List<MetricAlert> all = new ArrayList<>(ended);
        open.forEach(change -> all.add(change.alert()));
        all.sort(Comparator.comparing(MetricAlert::raised));
        return all;
    }

    /// Changes for the worse that are open; those of a metric that is neither good nor bad settle by themselves.
    boolean isWorse() {
        return series.metric().goodness() != Goodness.NEITHER
                && open.stream().anyMatch(change -> change.alert().direction() == Direction.REGRESSED);
    }

    /// Since when it is worse, and by how much now.
    String worseSince(LocalDate night) {
        OpenChange first = open.stream()
                .filter(change -> change.alert().direction() == Direction.REGRESSED)
                .findFirst()
                .orElseThrow();
        double now = Levels.relativeChange(Levels.mean(nights.levels(first.baseline())), nights.level(night));
        return String.format(
                Locale.ROOT, "since %s, tonight %+.1f %%", first.alert().since(), now * 100);
    }

    private List<LocalDate> level(LocalDate night) {
        return nights.all().stream()
                .filter(other -> other.isBefore(night) && !other.isBefore(levelStart) && !leftOut.contains(other))
                .toList();
    }

    private static List<LocalDate> latest(List<LocalDate> level, int count) {
        return level.subList(Math.max(0, level.size() - count), level.size());
    }

    private static List<LocalDate> with(List<LocalDate> nights, LocalDate night) {
        List<LocalDate> more = new ArrayList<>(nights);
        more.add(night);
        return more;
    }
}
