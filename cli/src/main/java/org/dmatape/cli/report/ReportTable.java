// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.report;

import java.util.Map;
import java.util.Optional;
import org.dmatape.analyze.database.TapeDatabase;
import org.dmatape.analyze.result.ResultCursor;
import org.dmatape.analyze.result.ResultTable;
import org.dmatape.queries.CannedQuery;

/// One canned query with its answer.
///
/// @param query the question
/// @param result the answer, empty where it could not be given
/// @param notEvaluated why there is none
record ReportTable(CannedQuery query, Optional<ResultTable> result, Optional<String> notEvaluated) {

    /// Asks.
    static ReportTable of(TapeDatabase database, CannedQuery query) {
        Optional<String> missing = database.missingEvidence(query);
        if (missing.isPresent()) {
            return new ReportTable(query, Optional.empty(), missing);
        }
        try (ResultCursor rows = database.query(query, Map.of())) {
            return new ReportTable(query, Optional.of(ResultTable.of(rows)), Optional.empty());
        }
    }
}
