// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.cost;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dmatape.analyze.database.TapeDatabase;
import org.dmatape.analyze.result.ResultCursor;
import org.dmatape.analyze.result.ResultTable;
import org.dmatape.queries.CannedQuery;
import org.dmatape.queries.QueryKind;

/// What mapping costs: per operation, per request, and in the columns of the kernel's dma_map_benchmark.
///
/// @param tape the tape's name
/// @param sections in the order of the catalogue
public record CostReport(String tape, List<CostSection> sections) {

    /// Copies the list.
    public CostReport {
        sections = List.copyOf(sections);
    }

    /// Measures; what the database is restricted to is what is measured.
    public static CostReport of(TapeDatabase database) {
        List<CannedQuery> queries = database.catalogue().ofKind(QueryKind.COST);
        database.prepare(queries.toArray(CannedQuery[]::new));
        return new CostReport(
                database.name(),
                queries.stream().map(query -> section(database, query)).toList());
    }

    /// True when not one section could be evaluated.
    public boolean isEmpty() {
        return sections.stream().allMatch(section -> section.notEvaluated().isPresent());
    }

    private static CostSection section(TapeDatabase database, CannedQuery query) {
        Optional<String> missing = database.missingEvidence(query);
        if (missing.isPresent()) {
            return CostSection.without(query, missing.get());
        }
        try (ResultCursor rows = database.query(query, Map.of())) {
            return new CostSection(query, ResultTable.of(rows), Optional.empty());
        }
    }
}
