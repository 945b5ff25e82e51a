// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dmatape.analyze.fixture.FixtureTape.BIDIRECTIONAL;
import static org.dmatape.analyze.fixture.FixtureTape.FAILED;
import static org.dmatape.analyze.fixture.FixtureTape.TO_DEVICE;

import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.dmatape.analyze.AnalysisException;
import org.dmatape.analyze.database.TapeDatabase;
import org.dmatape.analyze.fixture.Checks;
import org.dmatape.analyze.fixture.FixtureTape;
import org.dmatape.queries.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a report says beyond its findings: verdict, reasons, losses, JSON.
class CheckReportTest {

    private static final String DISK = "0000:00:01.0";

    /// A report of one unmap of a failed mapping, on a tape with a loss.
    private static final String UNCHECKED_ERROR_JSON = """
            {
              "schema" : "dmatape.check/1",
              "tape" : "fixture.tape",
              "verdict" : "findings",
              "checks" : [
                {
                  "check" : "map-error-unchecked",
                  "severity" : "error",
                  "status" : "found",
                  "count" : 1,
                  "listed" : 1,
                  "reason" : null
                }
              ],
              "findings" : [
                {
                  "check" : "map-error-unchecked",
                  "severity" : "error",
                  "kind" : "unmapped",
                  "device" : "0000:00:01.0",
                  "ts_ns" : 1000,
                  "dma_addr" : "0xffffffffffffffff",
                  "phys_addr" : null,
                  "size" : 512,
                  "count" : 1,
                  "message" : "unmap of the address of a failed mapping (event 1)",
                  "events" : [
                    1
                  ]
                }
              ],
              "loss" : [
                {
                  "cpu" : 1,
                  "from_ns" : 1999,
                  "to_ns" : 2000,
                  "events" : 3
                }
              ]
            }
            """;

    private final FixtureTape tape = new FixtureTape();

    @Test
    void aHealthyTapeIsClean() {
        mapAndUnmap(3);

        assertThat(Checks.all(tape).verdict()).isEqualTo(Verdict.CLEAN);
    }

    @Test
    void aTapeWithoutDmaEventsIsInconclusive() {
        tape.add(1, 2);

        assertThat(Checks.all(tape).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void aWarningDecidesOnlyWhenAskedTo() {
        tape.map(DISK, 0x20_0000, 0x9000, 777, BIDIRECTIONAL);
        mapAndUnmap(8);

        try (TapeDatabase database = tape.open()) {
            CheckOptions options = CheckOptions.defaults();
            assertThat(CheckRunner.run(database, options).verdict()).isEqualTo(Verdict.CLEAN);
            assertThat(CheckRunner.run(database, options.withFailOn(Severity.WARNING))
                            .verdict())
                    .isEqualTo(Verdict.FINDINGS);
            assertThat(CheckRunner.run(
                                    database,
                                    options.withArguments(Map.of("older", "9")).withFailOn(Severity.WARNING))
                            .verdict())
                    .isEqualTo(Verdict.CLEAN);
        }
    }

    /// Half of the evidence would show mistakes that nobody made.
    @Test
    void whatCouldNotBeRecordedIsNotEvaluated() {
        tape.map("0000:00:01.0", 0x10_0000, 0x5000, 512, TO_DEVICE);
        tape.unmap("0000:00:01.0", 0x10_0000, 256, TO_DEVICE);
        tape.notRecorded("unmapping", "unmap-size-mismatch");

        assertThat(Checks.result(Checks.all(tape), "unmap-size-mismatch")).satisfies(check -> {
            assertThat(check.status()).isEqualTo(CheckStatus.NOT_EVALUATED);
            assertThat(check.reason()).contains("not recorded: unmapping (the kernel lacks it)");
        });
    }

    @Test
    void whatLossCouldHideIsNotEvaluated() {
        mapAndUnmap(2);
        tape.lose(0, 17);
        mapAndUnmap(2);

        CheckReport report = Checks.all(tape);

        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(Checks.result(report, "unmap-unmapped")).satisfies(check -> {
            assertThat(check.status()).isEqualTo(CheckStatus.NOT_EVALUATED);
            assertThat(check.reason()).get().asString().startsWith("events were lost (1 span on CPU 0)");
        });
        assertThat(report.losses())
                .singleElement()
                .satisfies(loss -> assertThat(loss.events()).hasValue(17));
    }

    @Test
    void whatLossCouldExplainIsNoFinding() {
        mapAndUnmap(1);
        tape.lose(0, 1);
        tape.unmap(DISK, 0x10_0000, 512, TO_DEVICE);

        assertThat(Checks.findings(tape, "unmap-unmapped")).isEmpty();
    }

    @Test
    void findingsBeyondTheLimitAreCounted() {
        for (int i = 0; i < 5; i++) {
            tape.map(DISK, FAILED, 0x5000, 512, TO_DEVICE);
            tape.unmap(DISK, FAILED, 512, TO_DEVICE);
        }

        try (TapeDatabase database = tape.open()) {
            CheckReport report =
                    CheckRunner.run(database, CheckOptions.defaults().withMaxFindingsPerCheck(2));
            assertThat(report.findings()).hasSize(2);
            assertThat(Checks.result(report, "map-error-unchecked")).satisfies(check -> {
                assertThat(check.count()).isEqualTo(5);
                assertThat(check.listed()).isEqualTo(2);
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"999999", "1000000", "9223372036854775807"})
    void noAgeIsTooGreatToAskFor(String older) {
        tape.map(DISK, 0x20_0000, 0x9000, 777, BIDIRECTIONAL);
        mapAndUnmap(8);

        try (TapeDatabase database = tape.open()) {
            CheckReport report =
                    CheckRunner.run(database, CheckOptions.defaults().withArguments(Map.of("older", older)));
            assertThat(Checks.counts(report)).isEmpty();
        }
    }

    @Test
    void unknownChecksAndParametersAreNamed() {
        try (TapeDatabase database = tape.open()) {
            assertThatThrownBy(() ->
                            CheckRunner.run(database, CheckOptions.defaults().withChecks(List.of("tripple-map"))))
                    .isInstanceOf(AnalysisException.class)
                    .hasMessage("there is no check 'tripple-map'; 'dmatape queries --kind check' lists them");
            assertThatThrownBy(() ->
                            CheckRunner.run(database, CheckOptions.defaults().withArguments(Map.of("elder", "3"))))
                    .isInstanceOf(AnalysisException.class)
                    .hasMessage("none of the checks has a parameter 'elder'");
            assertThatThrownBy(() ->
                            CheckRunner.run(database, CheckOptions.defaults().withArguments(Map.of("older", "x"))))
                    .isInstanceOf(AnalysisException.class)
                    .hasMessage("parameter older: 'x' is no integer");
        }
    }

    @Test
    void jsonHasHexadecimalAddressesAndNulls() throws IOException {
        tape.map(DISK, FAILED, 0x5000, 512, TO_DEVICE);
        tape.unmap(DISK, FAILED, 512, TO_DEVICE);
        tape.lose(1, 3);
        StringWriter json = new StringWriter();
        try (TapeDatabase database = tape.open()) {
            CheckReportJson.write(
                    CheckRunner.run(database, CheckOptions.defaults().withChecks(List.of("map-error-unchecked"))),
                    json);
        }

        assertThat(json).hasToString(UNCHECKED_ERROR_JSON);
    }

    private void mapAndUnmap(int times) {
        for (int i = 0; i < times; i++) {
            tape.map(DISK, 0x10_0000, 0x5000, 512, TO_DEVICE);
            tape.unmap(DISK, 0x10_0000, 512, TO_DEVICE);
        }
    }
}
