// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.dmatape.bench.bar.Bar;
import org.dmatape.bench.bar.BarResult;
import org.dmatape.bench.measure.Measurement;
import org.dmatape.bench.measure.ProcessFigures;
import org.dmatape.bench.measure.Series;
import org.junit.jupiter.api.Test;

class ReportTest {

    private static final RunFacts FACTS = new RunFacts(
            "bench/run import",
            "abc1234",
            new Machine("a processor", 2, 8_000_000_000L, "6.12", "a system", "25"),
            0.5,
            1.5,
            List.of(
                    BarResult.measured(Bar.IMPORT_OVER_TRACE_CMD, 12.3, "runs between 11 and 13"),
                    BarResult.notMeasured(Bar.IMPORT_OVER_BABELTRACE, "babeltrace2 is not installed")),
            List.of(new Measurement(
                    "dmatape import",
                    5_000_000,
                    new Series(List.of(new ProcessFigures(2_000_000_000, 3_000_000_000L, 250_000_000))))));

    @Test
    void printsEveryBarWithItsVerdictAndTheReasonOfWhatIsMissing() {
        assertThat(TextReport.of(FACTS).lines())
                .anyMatch(line -> line.contains("| at least 10 x | 12.30 x  | pass "))
                .anyMatch(line -> line.contains("| at least 3 x  |          | not measured | see below"))
                .contains("- not measured, import, events/s over `babeltrace2 -o dummy`: babeltrace2 is not installed");
    }

    @Test
    void printsWhatWasRunAndWhere() {
        assertThat(TextReport.of(FACTS))
                .contains("| dmatape import | 5,000,000 | 1    | 2.00  | 2.00     | 2.00  | 3.00  | 2.50       | 250 ")
                .contains("`bench/run import`, revision abc1234")
                .contains("2 x a processor, 8 GB");
    }

    @Test
    void writesTheSameAsJson() {
        JsonNode report = JsonReport.of(FACTS);

        assertThat(report.at("/bars/0/bar").asText()).isEqualTo("import_over_trace_cmd");
        assertThat(report.at("/bars/0/value").asDouble()).isEqualTo(12.3);
        assertThat(report.at("/bars/1/value").isNull()).isTrue();
        assertThat(report.at("/bars/1/verdict").asText()).isEqualTo("not measured");
        assertThat(report.at("/measurements/0/runs/0/wall_ns").asLong()).isEqualTo(2_000_000_000L);
        assertThat(report.at("/machine/loadAfter").asDouble()).isEqualTo(1.5);
    }
}
