// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.query;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.dmatape.cli.session.UsageException;
import org.dmatape.queries.CannedQuery;
import org.dmatape.queries.QueryCatalogue;
import org.dmatape.queries.QueryKind;

/// Finds canned queries by the names users type.
public final class QueryNames {

    private static final int CLOSE = 3;

    private QueryNames() {}

    /// The query of that name.
    ///
    /// @throws UsageException when there is none; the message names those that are spelled alike
    public static CannedQuery find(QueryCatalogue catalogue, String name) {
        return catalogue
                .find(name)
                .filter(query -> query.kind() != QueryKind.TABLE)
                .orElseThrow(() -> new UsageException("there is no query '" + name + "'" + suggestion(catalogue, name)
                        + "; 'dmatape queries' lists them"));
    }

    private static String suggestion(QueryCatalogue catalogue, String name) {
        List<String> close = catalogue.all().stream()
                .filter(query -> query.kind() != QueryKind.TABLE)
                .map(CannedQuery::id)
                .filter(id -> id.contains(name) || distance(id, name) <= CLOSE)
                .sorted(Comparator.comparingInt(id -> distance(id, name)))
                .limit(CLOSE)
                .toList();
        return close.isEmpty() ? "" : close.stream().collect(Collectors.joining(" or ", "; did you mean ", "?"));
    }

    /// Characters to insert, delete or replace to get from one word to the other.
    private static int distance(String from, String to) {
        int[] previous = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] current = new int[to.length() + 1];
            current[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[to.length()];
    }
}
