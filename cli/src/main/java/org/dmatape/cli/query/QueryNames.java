// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.query;

import java.util.List;
import org.dmatape.cli.session.UsageException;
import org.dmatape.queries.CannedQuery;
import org.dmatape.queries.QueryCatalogue;
import org.dmatape.queries.QueryKind;
import org.dmatape.queries.SpelledAlike;

/// Finds canned queries by the names users type.
public final class QueryNames {

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
        List<String> ids = catalogue.all().stream()
                .filter(query -> query.kind() != QueryKind.TABLE)
                .map(CannedQuery::id)
                .toList();
        return SpelledAlike.hint(name, ids);
    }
}
