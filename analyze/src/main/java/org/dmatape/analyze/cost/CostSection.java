// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.cost;

import java.util.List;
import java.util.Optional;
import org.dmatape.analyze.result.ResultTable;
import org.dmatape.queries.CannedQuery;

/// One table of the cost report.
///
/// @param query the canned query it comes from, with the meaning of its columns
/// @param table its rows; without rows when it was not evaluated
/// @param notEvaluated why there are none
public record CostSection(CannedQuery query, ResultTable table, Optional<String> notEvaluated) {

    static CostSection without(CannedQuery query, String reason) {
        return new CostSection(query, new ResultTable(List.of(), List.of()), Optional.of(reason));
    }
}
