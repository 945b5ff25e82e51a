// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dmatape.analyze.check.Verdict;
import org.dmatape.analyze.lab.judge.SimulatedLab.Noise;
import org.dmatape.analyze.lab.judge.alert.Alert;
import org.dmatape.analyze.lab.judge.alert.Alert.BrokenAlert;
import org.dmatape.analyze.lab.judge.alert.Alert.FindingAlert;
import org.dmatape.analyze.lab.judge.alert.Alert.MetricAlert;
import org.dmatape.analyze.lab.judge.alert.AlertState;
import org.dmatape.analyze.lab.judge.alert.Evidence.NightEvidence;
import org.dmatape.analyze.lab.judge.alert.Rule;
import org.dmatape.analyze.lab.judge.settings.Failure;
import org.dmatape.analyze.lab.judge.settings.JudgementSettings;
import org.dmatape.analyze.lab.judge.settings.ThresholdOverride;
import org.dmatape.analyze.lab.judge.settings.Thresholds;
import org.dmatape.analyze.lab.series.AcceptedBaseline;
import org.dmatape.analyze.lab.series.CaptureOutcome;
import org.dmatape.analyze.lab.series.Environment;
import org.dmatape.analyze.lab.series.MetricSeries;
import org.dmatape.queries.Severity;
import org.junit.jupiter.api.Test;

class NightJudgeTest {

    private static final Noise QUIET = new Noise(0.006, 0.003, 0);
    private static final int METRICS = 8;
    private static final long SEED = 7;
    private static final String STEPPED = SimulatedLab.metric(2);

    private final NightJudge judge = new NightJudge(JudgementSettings.defaults());

    @Test
    void sixtyNightsNameExactlyWhatWasPlanted() {
        LabHistory history = lab().step("block", STEPPED, 41, 60, 1.05)
                .buggy("nvme", 50)
                .lossy("network", 33)
                .history();

        List<String> told = new ArrayList<>();
        List<Integer> inconclusive = new ArrayList<>();
        for (int night = 1; night <= SimulatedLab.NIGHTS; night++) {
            NightJudgement judgement = judge.judge(SimulatedLab.night(night), history);
            for (Alert alert : judgement.alerts()) {
                told.add(night + " " + alert.scenario() + " " + subject(alert));
            }
            if (judgement.verdict() == NightVerdict.INCONCLUSIVE) {
                inconclusive.add(night);
            } else {
                assertThat(judgement.verdict())
                        .as("night %d", night)
                        .isEqualTo(night == 41 || night == 50 ? NightVerdict.FAILED : NightVerdict.PASSED);
            }
        }

        assertThat(told).containsExactly("41 block regressed " + STEPPED, "50 nvme double-map");
        assertThat(inconclusive).containsExactly(1, 2, 3, 4, 5, 6, 7, 33);
    }

    @Test
    void anAlertCarriesTheNumbersThatRaisedIt() {
        LabHistory history = lab().step("block", STEPPED, 41, 60, 1.05).history();

        MetricAlert alert = (MetricAlert)
                judge.judge(SimulatedLab.night(41), history).alerts().getFirst();

        assertThat(alert.rule()).isEqualTo(Rule.NIGHT);
        assertThat(alert.since()).isEqualTo(SimulatedLab.night(41));
        NightEvidence numbers = (NightEvidence) alert.evidence();
        assertThat(numbers.lastNight()).isEqualTo(SimulatedLab.night(40));
        assertThat(numbers.nights()).isEqualTo(alert.thresholds().windowNights());
        assertThat(numbers.baselineRuns()).isEqualTo(numbers.nights() * SimulatedLab.RUNS);
        assertThat(numbers.runs()).isEqualTo(SimulatedLab.RUNS);
        assertThat(numbers.agreeing()).isEqualTo(SimulatedLab.RUNS);
        assertThat(numbers.effect()).isBetween(0.04, 0.06);
        assertThat(numbers.after() / numbers.before() - 1).isCloseTo(numbers.effect(), within(1e-9));
        assertThat(numbers.family()).isEqualTo(3 * METRICS);
        assertThat(numbers.adjustedP()).isLessThanOrEqualTo(alert.thresholds().pValue());
        assertThat(numbers.noticeable()).isBetween(0.005, numbers.effect());
    }

    @Test
    void aRegressionStaysOpenUntilItComesBack() {
        LabHistory history = lab().step("block", STEPPED, 30, 44, 1.08).history();

        assertThat(open(judge.judge(SimulatedLab.night(44), history))).containsExactly("block regressed " + STEPPED);
        assertThat(status(judge.judge(SimulatedLab.night(44), history))).isEqualTo(MetricStatus.STILL_REGRESSED);
        assertThat(open(judge.judge(SimulatedLab.night(46), history))).isEmpty();
        MetricAlert past = (MetricAlert)
                judge.judge(SimulatedLab.night(60), history).past().getFirst();
        assertThat(past.state()).isEqualTo(AlertState.ENDED);
        assertThat(past.note()).contains("as before from " + SimulatedLab.night(45) + " on");
    }

    @Test
    void theNightsOfARegressionThatCameBackAreNoBaseline() {
        LabHistory history = lab().step("block", STEPPED, 30, 33, 1.2)
                .step("block", STEPPED, 41, 60, 1.05)
                .history();

        assertThat(judge.judge(SimulatedLab.night(41), history).alerts())
                .extracting(NightJudgeTest::subject)
                .containsExactly("regressed " + STEPPED);
    }

    @Test
    void anImprovementIsNoFailureAndBecomesTheLevel() {
        LabHistory history = lab().step("block", STEPPED, 30, 49, 0.9).history();

        NightJudgement improved = judge.judge(SimulatedLab.night(30), history);
        assertThat(improved.alerts()).extracting(NightJudgeTest::subject).containsExactly("improved " + STEPPED);
        assertThat(improved.verdict()).isEqualTo(NightVerdict.PASSED);
        assertThat(judge.judge(SimulatedLab.night(40), history).open()).isEmpty();
        assertThat(judge.judge(SimulatedLab.night(50), history).alerts())
                .extracting(NightJudgeTest::subject)
                .containsExactly("regressed " + STEPPED);
    }

    @Test
    void anAcceptedBaselineEndsTheAlertAndIsTheLevelFromThenOn() {
        LabHistory planted = lab().step("block", STEPPED, 41, 60, 1.05)
                .step("block", STEPPED, 55, 60, 1.05)
                .history();
        AcceptedBaseline accepted = new AcceptedBaseline(
                "block", STEPPED, SimulatedLab.night(41), "bounce buffers are wanted", Instant.EPOCH);
        LabHistory history =
                new LabHistory(planted.series(), planted.outcomes(), planted.environments(), List.of(accepted));

        assertThat(judge.judge(SimulatedLab.night(41), planted).differentSince("block", STEPPED))
                .contains(SimulatedLab.night(41));
        NightJudgement night = judge.judge(SimulatedLab.night(41), history);
        assertThat(night.verdict()).isEqualTo(NightVerdict.PASSED);
        assertThat(((MetricAlert) night.alerts().getFirst()).note()).contains("bounce buffers are wanted");
        assertThat(judge.judge(SimulatedLab.night(50), history).open()).isEmpty();
        assertThat(judge.judge(SimulatedLab.night(55), history).alerts())
                .extracting(NightJudgeTest::subject)
                .containsExactly("regressed " + STEPPED);
    }

    @Test
    void missingRunsAndScenariosAreInconclusiveAndNeverPass() {
        NightJudgement judgement =
                judge.judge(SimulatedLab.night(20), lab().absent("nvme", 20).history());

        assertThat(judgement.verdict()).isEqualTo(NightVerdict.INCONCLUSIVE);
        assertThat(judgement.scenarios())
                .filteredOn(scenario -> scenario.scenario().equals("nvme"))
                .singleElement()
                .satisfies(scenario -> {
                    assertThat(scenario.verdict()).isEqualTo(NightVerdict.INCONCLUSIVE);
                    assertThat(scenario.reasons()).containsExactly("no capture tonight, 3 captures the night before");
                });
    }

    @Test
    void ofALossyNightTheReasonIsToldAndItsRunsDoNotCount() {
        NightJudgement judgement =
                judge.judge(SimulatedLab.night(33), lab().lossy("network", 33).history());

        ScenarioJudgement network = judgement.scenarios().get(1);
        assertThat(network.reasons()).containsExactly("4711 events were lost in 1 of 3 captures");
        assertThat(network.metrics()).allSatisfy(metric -> {
            assertThat(metric.status()).isEqualTo(MetricStatus.INCONCLUSIVE);
            assertThat(metric.note()).isEqualTo("2 of 3 runs without losses");
        });
        assertThat(judge.judge(
                                SimulatedLab.night(34),
                                lab().lossy("network", 33).history())
                        .verdict())
                .isEqualTo(NightVerdict.PASSED);
    }

    @Test
    void aBrokenCaptureIsReportedAndTheOthersAreJudged() {
        LabHistory whole = lab().history();
        List<CaptureOutcome> outcomes = new ArrayList<>(whole.outcomes());
        outcomes.add(new CaptureOutcome(
                "x",
                "block/torn.dat",
                "block",
                "",
                SimulatedLab.night(20),
                Optional.<Verdict>empty(),
                0,
                false,
                List.of(),
                Optional.of("ends within the header")));

        NightJudgement judgement =
                judge.judge(SimulatedLab.night(20), new LabHistory(whole.series(), outcomes, List.of(), List.of()));

        assertThat(judgement.verdict()).isEqualTo(NightVerdict.FAILED);
        assertThat(judgement.alerts()).singleElement().isInstanceOf(BrokenAlert.class);
        assertThat(judgement.scenarios().getFirst().metrics())
                .allSatisfy(metric -> assertThat(metric.status()).isEqualTo(MetricStatus.UNCHANGED));
    }

    @Test
    void aKnownFindingIsOpenAndFailsOnlyWhenAskedTo() {
        LabHistory history = lab().buggy("nvme", 50).buggy("nvme", 51).history();

        NightJudgement second = judge.judge(SimulatedLab.night(51), history);
        assertThat(second.alerts()).isEmpty();
        FindingAlert open = (FindingAlert) second.open().getFirst();
        assertThat(open.raised()).isEqualTo(SimulatedLab.night(50));
        assertThat(open.captures()).hasSize(3);
        assertThat(open.count()).isEqualTo(6);
        assertThat(second.verdict()).isEqualTo(NightVerdict.PASSED);

        JudgementSettings strict = new JudgementSettings(
                List.of(), EnumSet.allOf(Failure.class), Severity.ERROR, Thresholds.defaults(), List.of());
        assertThat(new NightJudge(strict).judge(SimulatedLab.night(51), history).verdict())
                .isEqualTo(NightVerdict.FAILED);
    }

    @Test
    void anotherEnvironmentIsANewSeriesAndSaysSo() {
        LabHistory plain = lab().history();
        List<MetricSeries> series = new ArrayList<>();
        for (MetricSeries one : plain.series()) {
            series.add(new MetricSeries(
                    one.scenario(),
                    "old",
                    one.metric(),
                    one.points().stream()
                            .filter(point -> point.night().isBefore(SimulatedLab.night(30)))
                            .toList()));
            series.add(new MetricSeries(
                    one.scenario(),
                    "new",
                    one.metric(),
                    one.points().stream()
                            .filter(point -> !point.night().isBefore(SimulatedLab.night(30)))
                            .toList()));
        }
        List<CaptureOutcome> outcomes = plain.outcomes().stream()
                .map(outcome -> in(outcome, outcome.night().isBefore(SimulatedLab.night(30)) ? "old" : "new"))
                .toList();
        LabHistory history = new LabHistory(
                series,
                outcomes,
                List.of(
                        new Environment("old", Map.of("host kernel", "6.1.0", "host cpus", "4")),
                        new Environment("new", Map.of("host kernel", "6.12.0", "host cpus", "4"))),
                List.of());

        NightJudgement judgement = judge.judge(SimulatedLab.night(30), history);

        assertThat(judgement.verdict()).isEqualTo(NightVerdict.INCONCLUSIVE);
        assertThat(judgement.scenarios().getFirst().verdict()).isEqualTo(NightVerdict.LEARNING);
        assertThat(judgement.scenarios().getFirst().reasons())
                .contains("a new environment, and so new series: host kernel 6.1.0 became 6.12.0");
        assertThat(judge.judge(SimulatedLab.night(37), history).verdict()).isEqualTo(NightVerdict.PASSED);
    }

    @Test
    void aSeriesThatVariesTooMuchIsErraticAndOneNightOfItRaisesNothing() {
        LabHistory history = new SimulatedLab(new Noise(0.3, 0.2, 0), METRICS, SEED)
                .step("block", STEPPED, 41, 41, 3)
                .history();

        NightJudgement judgement = judge.judge(SimulatedLab.night(41), history);

        assertThat(judgement.alerts()).isEmpty();
        assertThat(judgement.scenarios().getFirst().metrics())
                .allSatisfy(metric -> assertThat(metric.status()).isEqualTo(MetricStatus.ERRATIC));
    }

    @Test
    void aMetricHasThresholdsOfItsOwn() {
        Thresholds defaults = Thresholds.defaults();
        Thresholds lenient = new Thresholds(14, 7, 3, 0.1, defaults.pValue(), 50, defaults.changePointPValue(), 0.25);
        JudgementSettings settings = new JudgementSettings(
                List.of(),
                JudgementSettings.defaults().failures(),
                Severity.ERROR,
                defaults,
                List.of(new ThresholdOverride(Optional.of("block"), Optional.of(STEPPED), lenient)));
        LabHistory history = lab().step("block", STEPPED, 41, 60, 1.05)
                .step("nvme", STEPPED, 41, 60, 1.05)
                .history();

        assertThat(new NightJudge(settings)
                        .judge(SimulatedLab.night(41), history)
                        .alerts())
                .extracting(Alert::scenario)
                .containsExactly("nvme");
    }

    @Test
    void aNightWithoutAnythingIsInconclusive() {
        LocalDate night = SimulatedLab.night(1);

        assertThat(judge.judge(night, new LabHistory(List.of(), List.of(), List.of(), List.of()))
                        .verdict())
                .isEqualTo(NightVerdict.INCONCLUSIVE);
    }

    private static SimulatedLab lab() {
        return new SimulatedLab(QUIET, METRICS, SEED);
    }

    private static List<String> open(NightJudgement judgement) {
        return judgement.open().stream()
                .map(alert -> alert.scenario() + " " + subject(alert))
                .toList();
    }

    private static MetricStatus status(NightJudgement judgement) {
        return judgement.scenarios().getFirst().metrics().get(2).status();
    }

    private static String subject(Alert alert) {
        return switch (alert) {
            case MetricAlert metric ->
                metric.direction().label() + " " + metric.metric().name();
            case FindingAlert finding -> finding.finding();
            case BrokenAlert broken -> broken.capture().capture();
        };
    }

    private static CaptureOutcome in(CaptureOutcome outcome, String fingerprint) {
        return new CaptureOutcome(
                outcome.captureId(),
                outcome.capture(),
                outcome.scenario(),
                fingerprint,
                outcome.night(),
                outcome.verdict(),
                outcome.lostEvents(),
                outcome.lossy(),
                outcome.findings(),
                outcome.broken());
    }
}
