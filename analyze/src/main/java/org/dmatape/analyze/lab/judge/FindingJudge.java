// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.judge;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.dmatape.analyze.lab.judge.alert.Alert.FindingAlert;
import org.dmatape.analyze.lab.judge.alert.AlertState;
import org.dmatape.analyze.lab.judge.alert.CaptureReference;
import org.dmatape.analyze.lab.judge.settings.Failure;
import org.dmatape.analyze.lab.judge.settings.JudgementSettings;
import org.dmatape.analyze.lab.series.CaptureOutcome;
import org.dmatape.analyze.lab.series.FindingCount;

/// Kinds of findings of one scenario, night after night: new ones, which the night before had none of, and known
/// ones. Environments are not told apart: a finding that comes with a new kernel is new.
final class FindingJudge {

    private final String scenario;
    private final JudgementSettings settings;

    FindingJudge(String scenario, JudgementSettings settings) {
        this.scenario = scenario;
        this.settings = settings;
    }

    /// One alert per kind and night, in order of night.
    ///
    /// @param outcomes captures of this scenario
    List<FindingAlert> judge(List<CaptureOutcome> outcomes) {
        Map<LocalDate, List<CaptureOutcome>> byNight = new TreeMap<>();
        for (CaptureOutcome outcome : outcomes) {
            if (outcome.broken().isEmpty()) {
                byNight.computeIfAbsent(outcome.night(), night -> new ArrayList<>())
                        .add(outcome);
            }
        }
        List<FindingAlert> alerts = new ArrayList<>();
        Map<String, FindingAlert> before = Map.of();
        Optional<LocalDate> nightBefore = Optional.empty();
        for (Map.Entry<LocalDate, List<CaptureOutcome>> entry : byNight.entrySet()) {
            Map<String, FindingAlert> tonight = judge(entry.getKey(), entry.getValue(), nightBefore, before);
            alerts.addAll(tonight.values());
            before = tonight;
            nightBefore = Optional.of(entry.getKey());
        }
        return alerts;
    }

    private Map<String, FindingAlert> judge(
            LocalDate night,
            List<CaptureOutcome> outcomes,
            Optional<LocalDate> nightBefore,
            Map<String, FindingAlert> before) {
        Map<String, FindingAlert> tonight = new TreeMap<>();
        for (CaptureOutcome outcome : outcomes) {
            for (FindingCount finding : outcome.findings()) {
                if (finding.severity().compareTo(settings.severity()) >= 0) {
                    FindingAlert soFar = tonight.computeIfAbsent(
                            finding.label(),
                            label -> Optional.ofNullable(before.get(label))
                                    .map(known -> open(known, night, outcomes.size()))
                                    .orElseGet(() -> appeared(finding, night, outcomes.size(), nightBefore)));
                    CaptureReference capture = new CaptureReference(outcome.captureId(), outcome.capture());
                    tonight.put(finding.label(), soFar.and(capture, finding.count()));
                }
            }
        }
        return tonight;
    }

    private FindingAlert appeared(FindingCount finding, LocalDate night, int runs, Optional<LocalDate> nightBefore) {
        return new FindingAlert(
                scenario,
                finding.label(),
                finding.severity(),
                List.of(),
                runs,
                0,
                nightBefore,
                night,
                night,
                AlertState.NEW,
                settings.failures().contains(Failure.NEW_FINDING));
    }

    private FindingAlert open(FindingAlert known, LocalDate night, int runs) {
        return new FindingAlert(
                scenario,
                known.finding(),
                known.severity(),
                List.of(),
                runs,
                0,
                known.before(),
                night,
                known.raised(),
                AlertState.OPEN,
                settings.failures().contains(Failure.KNOWN_FINDING));
    }
}
