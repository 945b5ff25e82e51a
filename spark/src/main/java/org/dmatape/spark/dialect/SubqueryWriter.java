// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.spark.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/// Writes subqueries in expressions: they ask about the capture of the row around them.
final class SubqueryWriter {

    /// Columns that are never null.
    private static final Set<String> IDENTITIES =
            Set.of("event_id", "op_id", "map_id", "earlier_id", "later_id", "request_id");

    private final ExpressionWriter expressions;
    private final QueryWriter queries;

    SubqueryWriter(ExpressionWriter expressions, QueryWriter queries) {
        this.expressions = expressions;
        this.queries = queries;
    }

    String write(JsonNode node, Scope scope) {
        JsonNode query = node.path("subquery").path("node");
        return switch (node.path("subquery_type").asText()) {
            case "EXISTS" -> "EXISTS (" + queries.existing(query, scope) + ")";
            case "SCALAR" -> "(" + queries.scalar(query, scope) + ")";
            case "ANY" -> in(node, scope);
            default ->
                throw new UntranslatableException(
                        "a subquery of type " + node.path("subquery_type").asText());
        };
    }

    boolean isMembership(JsonNode node) {
        return node.path("class").asText().equals("SUBQUERY")
                && node.path("subquery_type").asText().equals("ANY");
    }

    private String in(JsonNode node, Scope scope) {
        if (!node.path("comparison_type").asText().equals("COMPARE_EQUAL")) {
            throw new UntranslatableException("ANY with something else than =");
        }
        return "((" + scope.key() + ", " + expressions.write(node.path("child"), scope) + ") IN ("
                + queries.relation(node.path("subquery").path("node"), scope) + "))";
    }

    /// NOT IN. Spark compares every row with every row for it, unless neither side can be null; where that is so, an
    /// anti join says the same.
    String notIn(JsonNode node, Scope scope) {
        String value = expressions.write(node.path("child"), scope);
        String equal = any(node, scope, " = " + value);
        JsonNode names = node.path("child").path("column_names");
        if (IDENTITIES.contains(names.path(names.size() - 1).asText())) {
            return "(NOT " + equal + ")";
        }
        return "(CASE WHEN " + equal + " THEN false WHEN " + value + " IS NULL AND " + any(node, scope, "")
                + " THEN NULL WHEN " + any(node, scope, " IS NULL") + " THEN NULL ELSE true END)";
    }

    private String any(JsonNode node, Scope scope, String condition) {
        String set = scope.names().next();
        return "EXISTS (SELECT 1 FROM ("
                + queries.relation(node.path("subquery").path("node"), scope) + ") AS " + set
                + " (set_key, member) WHERE "
                + set + ".set_key = " + scope.key() + (condition.isEmpty() ? "" : " AND " + set + ".member" + condition)
                + ")";
    }
}
