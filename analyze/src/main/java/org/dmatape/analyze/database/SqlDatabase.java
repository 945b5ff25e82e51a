// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.database;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.function.Consumer;
import org.dmatape.analyze.AnalysisException;
import org.dmatape.analyze.result.ResultCursor;
import org.dmatape.queries.CannedQuery;
import org.dmatape.queries.QueryCatalogue;

/// Something that answers canned queries and SQL: one tape, or the tapes of a lab.
///
/// Not for use by several threads at once, but for what says otherwise.
public interface SqlDatabase extends AutoCloseable {

    /// Its name, for messages.
    String name();

    /// The canned queries it answers.
    QueryCatalogue catalogue();

    /// Why a canned query cannot be answered here; empty when it can.
    Optional<String> missingEvidence(CannedQuery query);

    /// Answers a canned query.
    ///
    /// @param arguments values for its parameters by name; those left out take their defaults
    ResultCursor query(CannedQuery query, Map<String, String> arguments);

    /// Answers SQL somebody typed in.
    ///
    /// @throws AnalysisException also when the statement has no rows to return
    default ResultCursor query(String sql) {
        return execute(sql)
                .orElseThrow(() -> new AnalysisException(
                        AnalysisException.Kind.USAGE, "SQL: the statement returns no rows; only queries do"));
    }

    /// Runs a statement somebody typed in.
    ///
    /// @return its rows; empty when it is of a kind that has none
    Optional<ResultCursor> execute(String sql);

    /// The tables and views there are now, whoever made them, with their columns.
    SequencedMap<String, List<String>> loadedColumns();

    /// Every function SQL can call, in the order of their names.
    List<String> functionNames();

    /// Ends the statement that another thread runs; there it fails with an exception of kind CANCELLED. For any
    /// thread.
    void cancel();

    /// How long answers so far took for loading the tables they read, and for computing those they build on: what the
    /// next answer from the same tables is spared. 0 where nothing is loaded.
    default long loadedInNs() {
        return 0;
    }

    /// How far the running statement has come, 0 to 1, where that is known. For any thread.
    OptionalDouble progress();

    /// Says what to do about an answer that takes more time, memory or disk than it may and does not end when asked:
    /// some functions of DuckDB do not listen. Without this they run on.
    ///
    /// @param action called on a thread of its own with what is wrong
    void onUnstoppable(Consumer<AnalysisException> action);

    @Override
    void close();
}
