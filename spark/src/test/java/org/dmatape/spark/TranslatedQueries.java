// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.spark;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.dmatape.queries.CannedQuery;
import org.dmatape.queries.Evidence;
import org.dmatape.queries.QueryCatalogue;
import org.dmatape.queries.QueryKind;
import org.dmatape.spark.dialect.SparkDialect;
import org.dmatape.spark.dialect.UntranslatableException;

/// Which canned queries Spark answers, and why not the others.
record TranslatedQueries(List<String> translated, Map<String, String> refused) {

    /// Translates every canned query.
    static TranslatedQueries ofCatalogue() {
        QueryCatalogue catalogue = QueryCatalogue.shipped();
        Map<String, String> refused = new TreeMap<>();
        List<String> asked = catalogue.all().stream()
                .filter(query -> query.kind() != QueryKind.TABLE)
                .map(CannedQuery::id)
                .toList();
        for (String id : asked) {
            reasonToRefuse(catalogue, catalogue.find(id).orElseThrow()).ifPresent(reason -> refused.put(id, reason));
        }
        return new TranslatedQueries(
                asked.stream().filter(id -> !refused.containsKey(id)).toList(), refused);
    }

    private static Optional<String> reasonToRefuse(QueryCatalogue catalogue, CannedQuery query) {
        Map<String, String> arguments = new HashMap<>();
        query.parameters().forEach(parameter -> arguments.put(parameter.name(), "1"));
        List<String> evidence =
                query.evidence().stream().map(Evidence::condition).toList();
        try (SparkDialect dialect = new SparkDialect()) {
            catalogue.prerequisites(query).forEach(table -> table.statements().forEach(dialect::define));
            dialect.query(query.sql(), evidence, arguments);
            return Optional.empty();
        } catch (UntranslatableException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
