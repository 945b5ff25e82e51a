// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dmatape.analyze.lab.judge.SimulatedLab.Noise;
import org.dmatape.analyze.lab.judge.alert.Alert.MetricAlert;
import org.dmatape.analyze.lab.judge.alert.Rule;
import org.dmatape.analyze.lab.judge.settings.JudgementSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How often the defaults cry wolf, and what they notice. `-Ddmatape.judgement.labs=N` simulates N labs of each
/// kind (3 without it) and prints what came of them; the table of docs/concepts/judgement.md comes from 200.
class FalseAlertsTest {

    private static final int LABS = Integer.getInteger("dmatape.judgement.labs", 3);
    private static final boolean MEASURING = System.getProperty("dmatape.judgement.labs") != null;
    private static final int METRICS = 30;
    private static final long SEED = 20261122;
    private static final String STEPPED = SimulatedLab.metric(3);

    @ParameterizedTest
    @CsvSource({
        "0.005,0.002,0",
        "0.01,0.005,0",
        "0.02,0.01,0",
        "0.04,0.02,0",
        "0.10,0.05,0",
        "0.01,0.005,0.02",
        "0.04,0.02,0.02"
    })
    void sixtyNightsWithoutAChangeRaiseAtMostOneFalseAlert(double run, double night, double outliers) {
        List<Integer> alerts = new ArrayList<>();
        long byNight = 0;
        for (int lab = 0; lab < LABS; lab++) {
            SimulatedLab simulated = new SimulatedLab(new Noise(run, night, outliers), METRICS, SEED + lab);
            List<MetricAlert> raised = alerts(simulated);
            alerts.add(raised.size());
            byNight +=
                    raised.stream().filter(alert -> alert.rule() == Rule.NIGHT).count();
        }

        report(String.format(
                Locale.ROOT,
                "run %s night %s outliers %s: %d labs of %d x %d series, false alerts %d (%d by night), labs with one"
                        + " %d, with more %d",
                run,
                night,
                outliers,
                LABS,
                SimulatedLab.SCENARIOS.size(),
                METRICS,
                alerts.stream().mapToInt(Integer::intValue).sum(),
                byNight,
                alerts.stream().filter(count -> count == 1).count(),
                alerts.stream().filter(count -> count > 1).count()));
        double most = MEASURING ? LABS / 50.0 : 0;
        assertThat(alerts.stream().filter(count -> count > 1).count())
                .as("labs with more than one false alert, seeds from %d on", SEED)
                .isLessThanOrEqualTo((long) most);
    }

    @ParameterizedTest
    @CsvSource({"0.005,0.002,1.0,0", "0.01,0.005,1.0,3", "0.02,0.01,0.8,12", "0.04,0.02,0,19"})
    void fivePercentOnNight41AreNoticed(double run, double night, double share, int mostNights) {
        List<Integer> delays = new ArrayList<>();
        int dated = 0;
        for (int lab = 0; lab < LABS; lab++) {
            Optional<MetricAlert> planted = alerts(new SimulatedLab(new Noise(run, night, 0), METRICS, SEED + lab)
                            .step("network", STEPPED, 41, 60, 1.05))
                    .stream()
                    .filter(alert -> alert.scenario().equals("network")
                            && alert.metric().name().equals(STEPPED))
                    .findFirst();
            if (planted.isPresent()) {
                dated += planted.get().since().equals(SimulatedLab.night(41)) ? 1 : 0;
                delays.add((int) ChronoUnit.DAYS.between(
                        SimulatedLab.night(41), planted.get().raised()));
            }
        }
        delays.sort(Integer::compareTo);

        report(String.format(
                Locale.ROOT,
                "run %s night %s: %d labs with 5 %% more from night 41 on, noticed %d, nights later %s (median), dated"
                        + " night 41 %d",
                run,
                night,
                LABS,
                delays.size(),
                delays.isEmpty() ? "-" : delays.get(delays.size() / 2),
                dated));
        assertThat(delays.size()).as("noticed, seeds from %d on", SEED).isGreaterThanOrEqualTo((int) (share * LABS));
        if (!delays.isEmpty()) {
            assertThat(delays.get(delays.size() / 2)).as("median delay").isLessThanOrEqualTo(mostNights);
        }
    }

    /// Some nights of a change that is not much larger than nights vary look like those before it.
    @Test
    void aChangeThatStaysIsToldOnce() {
        int again = 0;
        for (int lab = 0; lab < LABS; lab++) {
            long told = alerts(new SimulatedLab(new Noise(0.02, 0.01, 0), METRICS, SEED + lab)
                            .step("network", STEPPED, 41, 60, 1.05))
                    .stream()
                    .filter(alert -> alert.scenario().equals("network")
                            && alert.metric().name().equals(STEPPED))
                    .count();
            again += told > 1 ? 1 : 0;
        }
        report("labs of " + LABS + " that told of it more than once: " + again);
        assertThat(again).as("labs, seeds from %d on", SEED).isLessThanOrEqualTo(LABS / 20);
    }

    private static List<MetricAlert> alerts(SimulatedLab lab) {
        LocalDate last = SimulatedLab.night(SimulatedLab.NIGHTS);
        NightJudgement judgement = new NightJudge(JudgementSettings.defaults()).judge(last, lab.history());
        List<MetricAlert> alerts = new ArrayList<>();
        judgement.alerts().forEach(alert -> alerts.add((MetricAlert) alert));
        judgement.past().forEach(alert -> alerts.add((MetricAlert) alert));
        return alerts;
    }

    private static void report(String line) {
        if (MEASURING) {
            System.out.println(line);
        }
    }
}
