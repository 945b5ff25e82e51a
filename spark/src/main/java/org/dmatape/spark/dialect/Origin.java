// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.spark.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;

/// The columns that say where a row comes from, and the captures that are asked at all.
final class Origin {

    /// The captures of the lake, with their origin.
    static final String CAPTURES = "lake_capture";

    private static final List<String> COLUMNS = List.of("capture", "date", "host", "scenario");

    private final ExpressionWriter expressions;
    private final WindowWriter windows;
    private final String alias;
    private final String source;

    Origin(ExpressionWriter expressions, List<JsonNode> evidence, FreshNames names) {
        this.expressions = expressions;
        this.windows = new WindowWriter(expressions);
        this.alias = names.next();
        this.source = source(evidence, names);
    }

    private String source(List<JsonNode> evidence, FreshNames names) {
        if (evidence.isEmpty()) {
            return CAPTURES;
        }
        Scope scope = new Scope("asked." + Scope.CAPTURE_KEY, java.util.Map.of(), names);
        return "(SELECT * FROM " + CAPTURES + " AS asked WHERE "
                + evidence.stream().map(node -> expressions.write(node, scope)).collect(Collectors.joining(" AND "))
                + ")";
    }

    /// The columns, with commas between them.
    String columns() {
        return COLUMNS.stream().map(column -> alias + "." + column).collect(Collectors.joining(", "));
    }

    /// What joins them to rows of captures.
    String join(String key) {
        return " JOIN " + source + " AS " + alias + " ON " + alias + "." + Scope.CAPTURE_KEY + " = " + key;
    }

    /// Capture by capture, and within one as the query says.
    String order(JsonNode node, Scope scope) {
        StringBuilder order = new StringBuilder("\nORDER BY ");
        order.append(alias)
                .append(".date, ")
                .append(alias)
                .append(".host, ")
                .append(alias)
                .append(".scenario, ");
        order.append(alias).append(".capture");
        for (JsonNode modifier : node.path("modifiers")) {
            if (modifier.path("type").asText().equals("ORDER_MODIFIER")) {
                order.append(", ").append(windows.orders(modifier.path("orders"), scope));
            }
        }
        return order.toString();
    }

    /// Puts the columns before those of a query that is not one plain block.
    String before(String relation, JsonNode node, Scope outer) {
        String rows = outer.names().next();
        Scope scope = new Scope(rows + "." + Scope.CAPTURE_KEY, outer.aliases(), outer.names());
        return "SELECT " + columns() + ", " + FromClause.starOf(rows) + " FROM (" + relation + ") AS " + rows
                + join(scope.key()) + order(node, scope);
    }
}
