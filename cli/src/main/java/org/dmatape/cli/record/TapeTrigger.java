// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.record;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dmatape.analyze.check.CheckOptions;
import org.dmatape.analyze.check.CheckReport;
import org.dmatape.analyze.check.CheckRunner;
import org.dmatape.analyze.check.CheckStatus;
import org.dmatape.analyze.database.DatabaseOptions;
import org.dmatape.analyze.database.TapeDatabase;
import org.dmatape.analyze.result.ResultCursor;
import org.dmatape.capture.live.FlightTrigger;
import org.dmatape.cli.session.UsageException;
import org.dmatape.format.read.Tape;
import org.dmatape.queries.CannedQuery;
import org.dmatape.queries.QueryCatalogue;
import org.dmatape.queries.QueryKind;
import org.dmatape.queries.Severity;

/// Finds reasons to keep the recent past by running checks, or a query, on it.
///
/// @param checks ids of the checks
/// @param sql a query that returns a row when there is a reason
record TapeTrigger(List<String> checks, Optional<String> sql) implements FlightTrigger {

    private static final String ALL_ERRORS = "error";
    /// The recorder needs memory and processors, too.
    private static final long MEMORY_BYTES = 512L << 20;

    /// A trigger.
    ///
    /// @param names of checks, or the word for all of severity error
    /// @throws UsageException when there is no such check
    static TapeTrigger of(List<String> names, Optional<String> sql) {
        List<CannedQuery> known = QueryCatalogue.shipped().ofKind(QueryKind.CHECK);
        List<String> checks =
                names.stream().flatMap(name -> named(name, known)).distinct().toList();
        return new TapeTrigger(checks, sql);
    }

    private static Stream<String> named(String name, List<CannedQuery> known) {
        if (name.equals(ALL_ERRORS)) {
            return known.stream()
                    .filter(check -> check.severity().equals(Optional.of(Severity.ERROR)))
                    .map(CannedQuery::id);
        }
        if (known.stream().noneMatch(check -> check.id().equals(name))) {
            throw new UsageException(
                    "--trigger " + name + ": there is no such check; 'dmatape queries --kind check' lists"
                            + " them, and '" + ALL_ERRORS + "' stands for those whose findings are errors");
        }
        return Stream.of(name);
    }

    @Override
    public Optional<String> look(Path tape) {
        DatabaseOptions options = DatabaseOptions.defaults().withThreads(1).withMemoryLimitBytes(MEMORY_BYTES);
        try (TapeDatabase database = TapeDatabase.open(Tape.open(tape), options)) {
            Optional<String> found = checks.isEmpty() ? Optional.empty() : findings(database);
            return found.isPresent() ? found : row(database);
        }
    }

    private Optional<String> findings(TapeDatabase database) {
        CheckReport report = CheckRunner.run(
                database, CheckOptions.defaults().withChecks(checks).withMaxFindingsPerCheck(1));
        String found = report.checks().stream()
                .filter(check -> check.status() == CheckStatus.FOUND)
                .map(check -> check.check() + " (" + check.count() + ")")
                .collect(Collectors.joining(", "));
        return found.isEmpty() ? Optional.empty() : Optional.of("found " + found);
    }

    private Optional<String> row(TapeDatabase database) {
        if (sql.isEmpty()) {
            return Optional.empty();
        }
        try (ResultCursor rows = database.query(sql.get())) {
            return rows.next() ? Optional.of("the query returned a row: " + rows.value(0)) : Optional.empty();
        }
    }
}
