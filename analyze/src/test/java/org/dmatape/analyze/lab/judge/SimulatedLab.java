// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.judge;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.dmatape.analyze.check.Verdict;
import org.dmatape.analyze.lab.series.CaptureOutcome;
import org.dmatape.analyze.lab.series.FindingCount;
import org.dmatape.analyze.lab.series.Goodness;
import org.dmatape.analyze.lab.series.Metric;
import org.dmatape.analyze.lab.series.MetricSeries;
import org.dmatape.analyze.lab.series.SeriesPoint;
import org.dmatape.queries.Severity;

/// A lab made of numbers: 60 nights, three scenarios, three runs a night. Metrics are costs that vary from run to run
/// and, all of a scenario together, from night to night; now and then a run is off.
final class SimulatedLab {

    static final int NIGHTS = 60;
    static final List<String> SCENARIOS = List.of("block", "network", "nvme");
    static final int RUNS = 3;
    private static final LocalDate FIRST = LocalDate.of(2026, 9, 1);

    private final Noise noise;
    private final int metrics;
    private final RandomGenerator random;
    private final List<Step> steps = new ArrayList<>();
    private final Set<String> lossy = new HashSet<>();
    private final Set<String> buggy = new HashSet<>();
    private final Set<String> absent = new HashSet<>();

    /// @param run standard deviation of a run, as a fraction
    /// @param night standard deviation of a night, shared by all metrics of a scenario
    /// @param outliers share of runs that are 30 % slower
    record Noise(double run, double night, double outliers) {}

    private record Step(String scenario, String metric, int fromNight, int toNight, double factor) {}

    SimulatedLab(Noise noise, int metrics, long seed) {
        this.noise = noise;
        this.metrics = metrics;
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    /// The night of a number from 1 to 60.
    static LocalDate night(int number) {
        return FIRST.plusDays(number - 1L);
    }

    SimulatedLab step(String scenario, String metric, int fromNight, int toNight, double factor) {
        steps.add(new Step(scenario, metric, fromNight, toNight, factor));
        return this;
    }

    SimulatedLab lossy(String scenario, int night) {
        lossy.add(scenario + night);
        return this;
    }

    SimulatedLab buggy(String scenario, int night) {
        buggy.add(scenario + night);
        return this;
    }

    SimulatedLab absent(String scenario, int night) {
        absent.add(scenario + night);
        return this;
    }

    LabHistory history() {
        List<MetricSeries> series = new ArrayList<>();
        List<CaptureOutcome> outcomes = new ArrayList<>();
        for (String scenario : SCENARIOS) {
            List<List<SeriesPoint>> points = new ArrayList<>();
            for (int metric = 0; metric < metrics; metric++) {
                points.add(new ArrayList<>());
            }
            for (int night = 1; night <= NIGHTS; night++) {
                if (!absent.contains(scenario + night)) {
                    record(scenario, night, points, outcomes);
                }
            }
            for (int metric = 0; metric < metrics; metric++) {
                series.add(new MetricSeries(
                        scenario,
                        "lab",
                        new Metric(metric(metric), "ns", Goodness.LOWER_IS_BETTER),
                        points.get(metric)));
            }
        }
        return new LabHistory(series, outcomes, List.of(), List.of());
    }

    static String metric(int number) {
        return String.format("map%02d/p99_ns", number);
    }

    private void record(String scenario, int night, List<List<SeriesPoint>> points, List<CaptureOutcome> outcomes) {
        double ofNight = Math.exp(noise.night() * random.nextGaussian());
        for (int run = 1; run <= RUNS; run++) {
            String capture = scenario + "/" + night(night) + "/run" + run + ".dat";
            boolean lost = run == 1 && lossy.contains(scenario + night);
            boolean bug = buggy.contains(scenario + night);
            for (int metric = 0; metric < metrics; metric++) {
                double value = 1000 * (1 + metric) * ofNight * Math.exp(noise.run() * random.nextGaussian());
                if (random.nextDouble() < noise.outliers()) {
                    value *= 1.3;
                }
                value *= factor(scenario, metric(metric), night);
                points.get(metric)
                        .add(new SeriesPoint(
                                capture,
                                capture,
                                night(night),
                                night(night).atTime(1, run).toInstant(ZoneOffset.UTC),
                                value,
                                10_000,
                                lost,
                                Optional.empty()));
            }
            outcomes.add(new CaptureOutcome(
                    capture,
                    capture,
                    scenario,
                    "lab",
                    night(night),
                    Optional.of(lost ? Verdict.INCONCLUSIVE : bug ? Verdict.FINDINGS : Verdict.CLEAN),
                    lost ? 4711 : 0,
                    lost,
                    bug ? List.of(new FindingCount("double-map", Optional.empty(), Severity.ERROR, 2)) : List.of(),
                    Optional.empty()));
        }
    }

    private double factor(String scenario, String metric, int night) {
        double factor = 1;
        for (Step step : steps) {
            if (step.scenario().equals(scenario)
                    && step.metric().equals(metric)
                    && night >= step.fromNight()
                    && night <= step.toNight()) {
                factor *= step.factor();
            }
        }
        return factor;
    }
}
