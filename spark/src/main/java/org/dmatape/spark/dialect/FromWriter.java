// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.spark.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Writes FROM clauses. Rows of different captures are never joined.
final class FromWriter {

    private final QueryWriter queries;
    private final ExpressionWriter expressions;
    private final Macros macros;
    private final AsOfWriter asOf;

    FromWriter(QueryWriter queries, ExpressionWriter expressions, Macros macros) {
        this.queries = queries;
        this.expressions = expressions;
        this.macros = macros;
        this.asOf = new AsOfWriter(expressions);
    }

    FromClause write(JsonNode node, Scope outer) {
        return write(node, outer, false);
    }

    /// A FROM clause of a subquery that names tables of the query around it: its own get names of their own.
    FromClause writeInner(JsonNode node, Scope outer) {
        return write(node, outer, true);
    }

    private FromClause write(JsonNode node, Scope outer, boolean inner) {
        return switch (node.path("type").asText()) {
            case "BASE_TABLE" -> table(node, outer, inner);
            case "SUBQUERY" -> subquery(node, node.path("subquery").path("node"), outer);
            case "TABLE_FUNCTION" -> function(node, outer);
            case "JOIN" -> join(node, outer, inner);
            case "EMPTY" -> single(Origin.CAPTURES, outer.names().next(), Map.of());
            default ->
                throw new UntranslatableException("FROM " + node.path("type").asText());
        };
    }

    private static FromClause single(String sql, String alias, Map<String, String> renamed) {
        return new FromClause(sql + " AS " + alias, List.of(new FromClause.Item(alias, false, false)), renamed, false);
    }

    private static FromClause table(JsonNode node, Scope outer, boolean inner) {
        String name = node.path("table_name").asText();
        String alias = node.path("alias").asText("");
        if (!alias.isEmpty()) {
            String quoted = ExpressionWriter.quoted(alias);
            return single(ExpressionWriter.quoted(name), quoted, Map.of(alias, quoted));
        }
        String quoted = inner ? outer.names().next() : ExpressionWriter.quoted(name);
        return single(ExpressionWriter.quoted(name), quoted, Map.of(name, quoted));
    }

    private FromClause subquery(JsonNode node, JsonNode query, Scope outer) {
        String alias = node.path("alias").asText("");
        String quoted = alias.isEmpty() ? outer.names().next() : ExpressionWriter.quoted(alias);
        return single(
                "(" + queries.relation(query, outer) + ")", quoted, alias.isEmpty() ? Map.of() : Map.of(alias, quoted));
    }

    private FromClause function(JsonNode node, Scope outer) {
        JsonNode call = node.path("function");
        if (call.path("function_name").asText().equals("query_table")) {
            String table = call.path("arguments")
                    .path(0)
                    .path("expression")
                    .path("literal")
                    .path("text")
                    .asText();
            String alias = node.path("alias").asText("");
            String quoted = ExpressionWriter.quoted(alias.isEmpty() ? table : alias);
            return single(ExpressionWriter.quoted(table), quoted, Map.of(alias.isEmpty() ? table : alias, quoted));
        }
        JsonNode body = macros.expand(call)
                .orElseThrow(() -> new UntranslatableException(
                        "table function " + call.path("function_name").asText()));
        return subquery(node, body, outer);
    }

    private FromClause join(JsonNode node, Scope outer, boolean inner) {
        FromClause left = write(node.path("left"), outer, inner);
        FromClause right = write(node.path("right"), outer, inner);
        Map<String, String> renamed = new HashMap<>(left.renamed());
        renamed.putAll(right.renamed());
        String kind = node.path("ref_type").asText();
        if (kind.equals("ASOF")) {
            return asOf.write(node, left, right, outer, renamed);
        }
        String type = type(node.path("join_type").asText());
        boolean half = type.equals("LEFT SEMI") || type.equals("LEFT ANTI");
        List<FromClause.Item> items = new ArrayList<>(left.items());
        right.items()
                .forEach(item -> items.add(new FromClause.Item(item.alias(), item.isColumn(), item.hidden() || half)));
        List<String> using = new ArrayList<>();
        node.path("using_columns").forEach(column -> using.add(ExpressionWriter.quoted(column.asText())));
        boolean shared = left.shared() || right.shared() || (!using.isEmpty() && !half);
        FromClause joined = new FromClause("", items, renamed, shared);
        String condition = using.isEmpty()
                ? " ON " + right.key() + " = " + left.key() + condition(node, outer.inside(joined))
                : " USING (" + Scope.CAPTURE_KEY + ", " + String.join(", ", using) + ")";
        String sql = left.sql() + "\n" + type + " JOIN " + right.sql() + condition;
        return new FromClause(sql, items, renamed, shared);
    }

    private String condition(JsonNode node, Scope scope) {
        JsonNode condition = node.path("condition");
        return condition.isObject() ? " AND " + expressions.write(condition, scope) : "";
    }

    private static String type(String type) {
        return switch (type) {
            case "INNER" -> "INNER";
            case "LEFT" -> "LEFT";
            case "SEMI" -> "LEFT SEMI";
            case "ANTI" -> "LEFT ANTI";
            default -> throw new UntranslatableException(type + " JOIN, where a row may have no capture on the left");
        };
    }
}
