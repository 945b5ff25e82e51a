// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.check;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.dmatape.analyze.check.CheckReport;
import org.dmatape.analyze.check.CheckResult;
import org.dmatape.analyze.check.CheckStatus;
import org.dmatape.analyze.check.Finding;
import org.dmatape.analyze.check.Verdict;
import org.dmatape.cli.output.Column;
import org.dmatape.cli.output.Column.Kind;
import org.dmatape.cli.output.Counted;
import org.dmatape.cli.output.Rows;
import org.dmatape.cli.output.TableWriter;
import org.dmatape.cli.output.TerminalText;
import org.dmatape.cli.session.Styles;
import org.dmatape.queries.Severity;
import org.jspecify.annotations.Nullable;

/// A report for a person: what was found, each finding, what could not be looked for and why, and the verdict last,
/// where the eye is when the command ends.
public final class CheckText {

    private static final List<Column> CHECK_COLUMNS =
            List.of(Column.text("check"), Column.text("severity"), Column.integer("findings"));

    private static final List<Column> FINDING_COLUMNS = List.of(
            Column.text("check"),
            Column.text("kind"),
            Column.text("device"),
            Column.integer("ts_ns"),
            Column.address("dma_addr"),
            new Column("size", Kind.BIG_INTEGER),
            Column.text("message"));

    private final CheckReport report;
    private final Styles styles;
    private final Writer out;

    /// A report on its way to somewhere.
    public CheckText(CheckReport report, Styles styles, Writer out) {
        this.report = report;
        this.styles = styles;
        this.out = out;
    }

    /// Writes everything.
    public void write() throws IOException {
        out.write(styles.strong(TerminalText.visible(report.tape())) + "\n");
        writeFound();
        writeFindings();
        writeNotEvaluated();
        writeVerdict();
    }

    private void writeFound() throws IOException {
        List<CheckResult> found = withStatus(CheckStatus.FOUND);
        if (found.isEmpty()) {
            return;
        }
        out.write("\n");
        TableWriter.write(
                Rows.of(
                        CHECK_COLUMNS,
                        found.stream()
                                .map(check -> List.<Object>of(check.check(), label(check.severity()), check.count()))
                                .toList()),
                styles,
                out);
    }

    private void writeFindings() throws IOException {
        if (report.findings().isEmpty()) {
            return;
        }
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Finding finding : report.findings()) {
            rows.add(Arrays.asList(
                    finding.check(),
                    finding.kind().orElse(null),
                    finding.device().orElse(null),
                    finding.tsNs().isPresent() ? finding.tsNs().getAsLong() : null,
                    FindingRows.unsigned(finding.dmaAddress()),
                    FindingRows.unsigned(finding.sizeBytes()),
                    finding.messageWithCallers()));
        }
        out.write("\n");
        TableWriter.write(Rows.of(FINDING_COLUMNS, rows), styles, out);
        for (CheckResult check : report.checks()) {
            if (check.listed() < check.count()) {
                out.write(cut(check) + "\n");
            }
        }
    }

    /// Says that not all findings of a check are listed.
    static String cut(CheckResult check) {
        return String.format(
                Locale.ROOT,
                "%s: the first %,d of %,d findings are listed",
                check.check(),
                check.listed(),
                check.count());
    }

    /// Checks with the same reason share a line.
    private void writeNotEvaluated() throws IOException {
        Map<String, List<String>> checksByReason = new TreeMap<>();
        for (CheckResult check : withStatus(CheckStatus.NOT_EVALUATED)) {
            checksByReason
                    .computeIfAbsent(check.reason().orElse("no reason given"), reason -> new ArrayList<>())
                    .add(check.check());
        }
        if (!checksByReason.isEmpty()) {
            out.write("\nnot evaluated\n");
        }
        for (Map.Entry<String, List<String>> entry : checksByReason.entrySet()) {
            out.write("  " + String.join(", ", entry.getValue()) + ": " + entry.getKey() + "\n");
        }
    }

    private void writeVerdict() throws IOException {
        long clean = withStatus(CheckStatus.NONE).size();
        String verdict = switch (report.verdict()) {
            case CLEAN -> styles.good("clean");
            case FINDINGS -> styles.error("findings");
            case INCONCLUSIVE -> styles.warning("inconclusive");
        };
        out.write(String.format(
                Locale.ROOT,
                "%nverdict: %s (%s, %s, %s; %s found nothing, %d could not look)%n",
                verdict,
                Counted.of(count(Severity.ERROR), "error"),
                Counted.of(count(Severity.WARNING), "warning"),
                Counted.of(count(Severity.INFO), "note"),
                Counted.of(clean, "check"),
                withStatus(CheckStatus.NOT_EVALUATED).size()));
        if (report.verdict() == Verdict.INCONCLUSIVE) {
            writeDoubts();
        }
    }

    /// Most checks without evidence leave a verdict as it is: those that do not are told apart.
    private void writeDoubts() throws IOException {
        List<CheckResult> undecided =
                report.checks().stream().filter(CheckResult::undecided).toList();
        if (undecided.isEmpty()) {
            out.write(
                    "  none of the checks that count had anything to look at; 'dmatape info' lists the events that were recorded\n");
        }
        List<String> reasons = undecided.stream()
                .flatMap(check -> check.reason().stream())
                .distinct()
                .toList();
        for (String reason : reasons) {
            long checks = undecided.stream()
                    .filter(check -> check.reason().filter(reason::equals).isPresent())
                    .count();
            out.write("  " + Counted.of(checks, "check") + " could not rule anything out: " + reason + "\n");
        }
    }

    private long count(Severity severity) {
        return report.checks().stream()
                .filter(check -> check.severity() == severity)
                .mapToLong(CheckResult::count)
                .sum();
    }

    private List<CheckResult> withStatus(CheckStatus status) {
        return report.checks().stream()
                .filter(check -> check.status() == status)
                .toList();
    }

    private static String label(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }
}
