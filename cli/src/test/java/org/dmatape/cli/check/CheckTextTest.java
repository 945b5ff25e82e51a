// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.dmatape.analyze.check.CheckReport;
import org.dmatape.analyze.check.CheckResult;
import org.dmatape.analyze.check.CheckStatus;
import org.dmatape.analyze.check.Finding;
import org.dmatape.analyze.check.Verdict;
import org.dmatape.cli.session.Session;
import org.dmatape.queries.Severity;
import org.junit.jupiter.api.Test;

class CheckTextTest {

    @Test
    void findingsThatAreNotListedAreSpokenOf() throws IOException {
        assertThat(text(25_000)).contains("\ndouble-map: the first 1 of 25,000 findings are listed\n");
    }

    @Test
    void aWholeListNeedsNoWord() throws IOException {
        assertThat(text(1)).doesNotContain("are listed");
    }

    @Test
    void whatMakesAVerdictInconclusiveIsToldFromWhatDoesNot() throws IOException {
        String lost = "events were lost (1 span on CPU 2): what is missing could hide what this check looks for";
        List<CheckResult> checks = List.of(
                new CheckResult("double-map", Severity.ERROR, CheckStatus.NOT_EVALUATED, 0, 0, Optional.of(lost), true),
                new CheckResult(
                        "leaked-map", Severity.WARNING, CheckStatus.NOT_EVALUATED, 0, 0, Optional.of(lost), true),
                new CheckResult(
                        "sync-unmapped",
                        Severity.ERROR,
                        CheckStatus.NOT_EVALUATED,
                        0,
                        0,
                        Optional.of("no sync"),
                        false));

        assertThat(text(new CheckReport("lossy.tape", Verdict.INCONCLUSIVE, checks, List.of(), List.of())))
                .endsWith("3 could not look)\n  2 checks could not rule anything out: " + lost + "\n");
        assertThat(text(new CheckReport(
                        "blind.tape", Verdict.INCONCLUSIVE, checks.subList(2, 3), List.of(), List.of())))
                .endsWith(
                        "1 could not look)\n  none of the checks that count had anything to look at; 'dmatape info' lists the events that"
                                + " were recorded\n");
    }

    private static String text(long count) throws IOException {
        return text(report(count));
    }

    private static String text(CheckReport report) throws IOException {
        StringWriter out = new StringWriter();
        Session piped = Session.of(OutputStream.nullOutputStream(), new PrintWriter(out), Map.of());
        new CheckText(report, piped.dataStyles(), out).write();
        return out.toString();
    }

    private static CheckReport report(long count) {
        CheckResult check =
                new CheckResult("double-map", Severity.ERROR, CheckStatus.FOUND, count, 1, Optional.empty(), false);
        Finding finding = new Finding(
                "double-map",
                Severity.ERROR,
                Optional.empty(),
                Optional.of("0000:00:03.0"),
                OptionalLong.of(1),
                OptionalInt.of(0),
                OptionalLong.of(0x1000),
                OptionalLong.empty(),
                OptionalLong.of(512),
                1,
                "mapped twice",
                List.of(1L),
                List.of());
        return new CheckReport("many.tape", Verdict.FINDINGS, List.of(check), List.of(finding), List.of());
    }
}
