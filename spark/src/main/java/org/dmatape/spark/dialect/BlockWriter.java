// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.spark.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// Writes one block of a query: SELECT, FROM, WHERE, GROUP BY, HAVING, QUALIFY.
final class BlockWriter {

    private static final String QUALIFIES = "`_qualifies`";

    private final ExpressionWriter expressions;
    private final FromWriter froms;

    BlockWriter(ExpressionWriter expressions, FromWriter froms) {
        this.expressions = expressions;
        this.froms = froms;
    }

    /// Whether the columns of the origin can stand in the block itself.
    static boolean isPlain(JsonNode node) {
        return !node.path("qualify").isObject() && !isDistinct(node);
    }

    /// A block whose first column is the capture.
    String relation(JsonNode node, Scope outer) {
        refuseLimit(node);
        FromClause from = froms.write(node.path("from_table"), outer);
        Scope scope = outer.inside(from);
        // without an alias of its own: Spark 4.2 stumbles over those that change nothing
        String select =
                "SELECT " + (isDistinct(node) ? "DISTINCT " : "") + from.key() + ", " + columns(node, from, scope);
        String rest =
                " FROM " + from.sql() + where(node, "", scope) + groupBy(node, from.key(), scope) + having(node, scope);
        JsonNode qualify = node.path("qualify");
        if (!qualify.isObject()) {
            return select + rest;
        }
        return "SELECT * EXCEPT (" + QUALIFIES + ") FROM (" + select + ", " + expressions.write(qualify, scope) + " AS "
                + QUALIFIES + rest + ") WHERE " + QUALIFIES;
    }

    /// A block with the columns of the origin before its own.
    String answer(JsonNode node, Scope outer, Origin origin) {
        refuseLimit(node);
        FromClause from = froms.write(node.path("from_table"), outer);
        Scope scope = outer.inside(from);
        if (groups(node).isEmpty() && !isGroupedByAll(node) && isAggregated(node)) {
            throw new UntranslatableException(
                    "a query that counts over everything: it has a row even where a capture has none");
        }
        return "SELECT " + origin.columns() + ", " + columns(node, from, scope) + " FROM " + from.sql()
                + origin.join(from.key()) + where(node, "", scope) + groupBy(node, origin.columns(), scope)
                + having(node, scope) + origin.order(node, scope);
    }

    /// A block that has rows or not.
    String existing(JsonNode node, Scope outer) {
        FromClause from = froms.writeInner(node.path("from_table"), outer);
        Scope scope = outer.inside(from);
        return "SELECT 1 FROM " + from.sql() + where(node, from.key() + " = " + outer.key(), scope);
    }

    /// A block with one value.
    String scalar(JsonNode node, Scope outer) {
        refuseLimit(node);
        FromClause from = froms.writeInner(node.path("from_table"), outer);
        Scope scope = outer.inside(from);
        return "SELECT " + columns(node, from, scope) + " FROM " + from.sql()
                + where(node, from.key() + " = " + outer.key(), scope);
    }

    private String columns(JsonNode node, FromClause from, Scope scope) {
        List<String> columns = new ArrayList<>();
        for (JsonNode column : node.path("select_list")) {
            if (column.path("class").asText().equals("STAR")) {
                columns.add(star(column, from, scope));
            } else {
                String alias = column.path("alias").asText("");
                columns.add(expressions.write(column, scope)
                        + (alias.isEmpty() ? "" : " AS " + ExpressionWriter.quoted(alias)));
            }
        }
        return String.join(", ", columns);
    }

    private static String star(JsonNode column, FromClause from, Scope scope) {
        if (!column.path("exclude_list").isEmpty()
                || !column.path("replace_list").isEmpty()) {
            throw new UntranslatableException("a star with EXCLUDE or REPLACE");
        }
        String table = column.path("relation_name").asText("");
        return table.isEmpty()
                ? from.star()
                : FromClause.starOf(scope.aliases().getOrDefault(table, ExpressionWriter.quoted(table)));
    }

    private String where(JsonNode node, String first, Scope scope) {
        JsonNode condition = node.path("where_clause");
        List<String> conditions = new ArrayList<>();
        if (!first.isEmpty()) {
            conditions.add(first);
        }
        if (condition.path("type").asText().equals("CONJUNCTION_AND")) {
            condition.path("children").forEach(child -> conditions.add(expressions.write(child, scope)));
        } else if (condition.isObject()) {
            conditions.add(expressions.write(condition, scope));
        }
        return conditions.isEmpty() ? "" : "\nWHERE " + String.join("\n  AND ", conditions);
    }

    private String groupBy(JsonNode node, String first, Scope scope) {
        if ((!groups(node).isEmpty() || isAggregated(node)) && hasScalarSubquery(node.path("select_list"))) {
            throw new UntranslatableException("a subquery with one value beside aggregates");
        }
        if (isGroupedByAll(node)) {
            return "\nGROUP BY ALL";
        }
        JsonNode groups = groups(node);
        if (node.path("group_sets").size() > 1) {
            throw new UntranslatableException("GROUPING SETS");
        }
        if (!groups.isEmpty()) {
            return "\nGROUP BY " + first + ", " + expressions.list(groups, scope);
        }
        return isAggregated(node) ? "\nGROUP BY " + first : "";
    }

    private String having(JsonNode node, Scope scope) {
        JsonNode having = node.path("having");
        return having.isObject() ? "\nHAVING " + expressions.write(having, scope) : "";
    }

    private static JsonNode groups(JsonNode node) {
        return node.path("group_expressions");
    }

    private static boolean isGroupedByAll(JsonNode node) {
        return node.path("aggregate_handling").asText().equals("FORCE_AGGREGATES");
    }

    private static boolean isAggregated(JsonNode node) {
        return FunctionWriter.aggregates(node.path("select_list"))
                || node.path("having").isObject();
    }

    private static boolean hasScalarSubquery(JsonNode tree) {
        if (tree.path("subquery_type").asText().equals("SCALAR")) {
            return true;
        }
        for (JsonNode child : tree) {
            if (child.isContainerNode() && hasScalarSubquery(child)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isDistinct(JsonNode node) {
        for (JsonNode modifier : node.path("modifiers")) {
            if (modifier.path("type").asText().equals("DISTINCT_MODIFIER")) {
                if (!modifier.path("distinct_on_targets").isEmpty()) {
                    throw new UntranslatableException("DISTINCT ON");
                }
                return true;
            }
        }
        return false;
    }

    private static void refuseLimit(JsonNode node) {
        for (JsonNode modifier : node.path("modifiers")) {
            if (modifier.path("type").asText().equals("LIMIT_MODIFIER")) {
                throw new UntranslatableException("LIMIT, which means so many rows of each capture");
            }
        }
    }
}
