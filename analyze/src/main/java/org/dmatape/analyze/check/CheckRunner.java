// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dmatape.analyze.AnalysisException;
import org.dmatape.analyze.AnalysisException.Kind;
import org.dmatape.analyze.database.TapeDatabase;
import org.dmatape.analyze.result.ResultCursor;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.queries.CannedQuery;
import org.dmatape.queries.LossEffect;
import org.dmatape.queries.QueryFormatException;
import org.dmatape.queries.QueryKind;
import org.dmatape.queries.QueryParameter;
import org.dmatape.queries.SpelledAlike;

/// Runs the checks of the catalogue over a tape.
public final class CheckRunner {

    private static final String LOSSES =
            "SELECT cpu, from_ns, to_ns, events, of_driver, told_elsewhere FROM loss_told ORDER BY cpu, from_ns";

    private static final String PARTLY_RECORDED =
            "SELECT string_agg(device::VARCHAR, ', ' ORDER BY device::VARCHAR) FROM partly_recorded";

    private final TapeDatabase database;
    private final CheckOptions options;

    private CheckRunner(TapeDatabase database, CheckOptions options) {
        this.database = database;
        this.options = options;
    }

    /// Runs the checks.
    public static CheckReport run(TapeDatabase database, CheckOptions options) {
        return run(database, options, CheckProgress.SILENT);
    }

    /// Runs the checks and tells `progress` before each.
    public static CheckReport run(TapeDatabase database, CheckOptions options, CheckProgress progress) {
        return new CheckRunner(database, options).run(progress);
    }

    private CheckReport run(CheckProgress progress) {
        List<CannedQuery> checks = chosen();
        rejectWrongArguments(checks);
        List<LossSpan> losses = losses();
        FindingStacks stacks = new FindingStacks(database);
        database.prepare(Stream.concat(checks.stream(), stacks.query().stream()).toArray(CannedQuery[]::new));
        List<CheckResult> results = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        for (CannedQuery check : checks) {
            progress.begins(check.id(), results.size(), checks.size());
            results.add(evaluate(check, losses, findings));
        }
        return CheckReport.of(database.name(), options.failOn(), results, stacks.of(findings), losses);
    }

    private List<CannedQuery> chosen() {
        if (options.checks().isEmpty()) {
            return database.catalogue().ofKind(QueryKind.CHECK);
        }
        return options.checks().stream().map(this::check).toList();
    }

    private CannedQuery check(String id) {
        return database.catalogue()
                .find(id)
                .filter(query -> query.kind() == QueryKind.CHECK)
                .orElseThrow(() -> new AnalysisException(
                        Kind.USAGE,
                        "there is no check '" + id + "'" + SpelledAlike.hint(id, ids())
                                + "; 'dmatape queries --kind check' lists them"));
    }

    private List<String> ids() {
        return database.catalogue().ofKind(QueryKind.CHECK).stream()
                .map(CannedQuery::id)
                .toList();
    }

    /// Also a check that will not be evaluated must not hide a mistake on the command line.
    private void rejectWrongArguments(List<CannedQuery> checks) {
        options.arguments().forEach((name, text) -> {
            List<QueryParameter> meant = checks.stream()
                    .flatMap(check -> check.parameters().stream())
                    .filter(parameter -> parameter.name().equals(name))
                    .toList();
            if (meant.isEmpty()) {
                throw new AnalysisException(Kind.USAGE, "none of the checks has a parameter '" + name + "'");
            }
            try {
                meant.forEach(parameter -> parameter.type().parse(name, text));
            } catch (QueryFormatException e) {
                throw new AnalysisException(Kind.USAGE, String.valueOf(e.getMessage()), e);
            }
        });
    }

    /// A check that takes longer than it may is one that could not look.
    private CheckResult evaluate(CannedQuery check, List<LossSpan> losses, List<Finding> findings) {
        try {
            return evaluateToTheEnd(check, losses, findings);
        } catch (AnalysisException late) {
            if (late.kind() != Kind.TIMEOUT) {
                throw late;
            }
            return CheckResult.undecided(check.id(), check.severity().orElseThrow(), String.valueOf(late.getMessage()));
        }
    }

    private CheckResult evaluateToTheEnd(CannedQuery check, List<LossSpan> losses, List<Finding> findings) {
        Optional<String> missing = database.missingEvidence(check);
        if (missing.isPresent()) {
            return CheckResult.withoutEvidence(check.id(), check.severity().orElseThrow(), missing.get());
        }
        long count = collect(check, findings);
        List<LossSpan> hiding = hiding(check.loss(), losses);
        if (count == 0 && !hiding.isEmpty()) {
            return CheckResult.undecided(check.id(), check.severity().orElseThrow(), lossReason(hiding));
        }
        if (count == 0 && check.loss() != LossEffect.NONE) {
            Optional<String> partial = partlyRecorded();
            if (partial.isPresent()) {
                return CheckResult.undecided(check.id(), check.severity().orElseThrow(), partial.get());
            }
        }
        return CheckResult.counted(
                check.id(), check.severity().orElseThrow(), count, Math.min(count, options.maxFindingsPerCheck()));
    }

    /// Why nothing can be said of what was not found, where mappings ended without their unmap being recorded.
    private Optional<String> partlyRecorded() {
        if (database.rowCount(TapeTable.DMA_OP) == 0) {
            return Optional.empty();
        }
        try (ResultCursor rows = database.query(PARTLY_RECORDED)) {
            return rows.next() && rows.value(0) instanceof String devices
                    ? Optional.of("only a part of what was done with " + devices
                            + " was recorded (see lost-events): what is missing could hide what this check looks for")
                    : Optional.empty();
        }
    }

    private static List<LossSpan> hiding(LossEffect effect, List<LossSpan> losses) {
        return switch (effect) {
            case NONE -> List.of();
            case OF_DRIVER_HIDES -> losses.stream().filter(LossSpan::ofDriver).toList();
            case HIDES ->
                losses.stream()
                        .filter(span -> span.ofDriver() || !span.toldElsewhere())
                        .toList();
        };
    }

    private long collect(CannedQuery check, List<Finding> findings) {
        Map<String, String> arguments = new HashMap<>(options.arguments());
        arguments
                .keySet()
                .retainAll(check.parameters().stream().map(QueryParameter::name).toList());
        long count = 0;
        try (ResultCursor rows = database.query(check, arguments)) {
            FindingReader reader = new FindingReader(check, rows);
            while (rows.next()) {
                if (count < options.maxFindingsPerCheck()) {
                    findings.add(reader.current());
                }
                count++;
            }
        }
        return count;
    }

    private List<LossSpan> losses() {
        List<LossSpan> spans = new ArrayList<>();
        if (database.rowCount(TapeTable.LOSS) == 0) {
            return spans;
        }
        try (ResultCursor rows = database.query(LOSSES)) {
            while (rows.next()) {
                Object events = rows.value(3);
                spans.add(new LossSpan(
                        Math.toIntExact(number(rows, 0)),
                        number(rows, 1),
                        number(rows, 2),
                        events == null ? OptionalLong.empty() : OptionalLong.of((long) events),
                        Boolean.TRUE.equals(rows.value(4)),
                        Boolean.TRUE.equals(rows.value(5))));
            }
        }
        return spans;
    }

    private static long number(ResultCursor rows, int index) {
        Object value = rows.value(index);
        return value instanceof Long number ? number : 0;
    }

    private static String lossReason(List<LossSpan> losses) {
        String where = losses.stream()
                .map(span -> span.ofDriver() ? "on CPU " + span.cpu() : "in a log of the device's side")
                .distinct()
                .collect(Collectors.joining(", "));
        return "events were lost (" + losses.size() + (losses.size() == 1 ? " span " : " spans ") + where
                + "): what is missing could hide what this check looks for";
    }
}
