// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dmatape.analyze.database.DatabaseOptions;
import org.dmatape.analyze.database.TapeDatabase;
import org.dmatape.analyze.fixture.ImportedRecording;
import org.dmatape.format.manifest.EventCount;
import org.dmatape.format.read.Tape;
import org.dmatape.queries.Severity;
import org.dmatape.samples.RecordingTruth;
import org.dmatape.samples.ShippedRecordings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every check on every shipped recording, held against what is known to be true of it.
class RecordingsTruthTest {

    private static final ShippedRecordings SHIPPED = ShippedRecordings.locate();

    static Stream<String> names() {
        return Stream.concat(SHIPPED.names().stream(), SHIPPED.liveNames().stream());
    }

    @ParameterizedTest
    @MethodSource("names")
    void checksFindWhatIsThereAndNothingElse(String name, @TempDir Path folder) {
        RecordingTruth truth = SHIPPED.truth(name);

        CheckReport report = check(name, folder);

        Map<String, Long> counts = report.checks().stream()
                .filter(check -> truth.checks().containsKey(check.check()))
                .collect(Collectors.toMap(CheckResult::check, CheckResult::count));
        Map<String, Long> expected = truth.checks().entrySet().stream()
                .filter(check -> counts.containsKey(check.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        assertThat(counts).as("%s", report.findings()).isEqualTo(expected);
        assertThat(report.findings())
                .filteredOn(finding -> finding.severity() != Severity.INFO)
                .as("findings of checks that the truth does not know")
                .allMatch(finding -> truth.checks().containsKey(finding.check()));
        assertThat(report.verdict().label()).isEqualTo(truth.verdict());
    }

    /// Events a tape counts while it is recorded are those that trace-cmd recorded beside it.
    @Test
    void aLiveTapeIsWholeAndHoldsWhatTraceCmdRecorded() {
        assertThat(SHIPPED.liveNames()).isNotEmpty().allSatisfy(name -> {
            Tape tape = Tape.open(SHIPPED.tape(name));
            assertThat(tape.verify()).isEmpty();
            assertThat(tape.manifest().losses().spans()).isZero();
            Map<String, Long> counts = tape.manifest().events().stream()
                    .filter(event -> SHIPPED.truth(name).events().containsKey(event.name()))
                    .collect(Collectors.toMap(EventCount::name, EventCount::count));
            assertThat(counts).isEqualTo(SHIPPED.truth(name).events());
        });
    }

    private static CheckReport check(String name, Path folder) {
        try (TapeDatabase database = SHIPPED.liveNames().contains(name)
                ? TapeDatabase.open(Tape.open(SHIPPED.tape(name)), DatabaseOptions.defaults())
                : ImportedRecording.open(name, folder)) {
            return CheckRunner.run(database, CheckOptions.defaults());
        }
    }
}
