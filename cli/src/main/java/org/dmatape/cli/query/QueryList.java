// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.dmatape.cli.output.Column;
import org.dmatape.cli.output.Rows;
import org.dmatape.queries.CannedQuery;
import org.dmatape.queries.QueryCatalogue;
import org.dmatape.queries.QueryKind;
import org.jspecify.annotations.Nullable;

/// The canned queries as rows.
public final class QueryList {

    private static final List<Column> COLUMNS =
            List.of(Column.text("query"), Column.text("kind"), Column.text("severity"), Column.text("title"));

    private QueryList() {}

    /// The queries of some kinds, in the order of the catalogue.
    public static Rows of(QueryCatalogue catalogue, Set<QueryChoice> choices) {
        List<QueryKind> kinds = choices.stream().map(QueryChoice::kind).toList();
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (CannedQuery query : catalogue.all()) {
            if (kinds.contains(query.kind())) {
                rows.add(Arrays.asList(
                        query.id(),
                        label(query.kind()),
                        query.severity().map(QueryList::label).orElse(null),
                        query.title()));
            }
        }
        return Rows.of(COLUMNS, rows);
    }

    static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
