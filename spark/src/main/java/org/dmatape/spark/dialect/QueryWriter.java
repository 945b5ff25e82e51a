// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.spark.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Writes queries: their blocks, what they are combined with, and the queries they name with WITH.
final class QueryWriter {

    private final ExpressionWriter expressions;
    private final BlockWriter blocks;

    QueryWriter(Macros macros, Map<String, String> arguments) {
        expressions = new ExpressionWriter(this, macros, arguments);
        blocks = new BlockWriter(expressions, new FromWriter(this, expressions, macros));
    }

    /// A query whose first column is the capture.
    String relation(JsonNode node, Scope outer) {
        return with(node, outer) + combined(node, outer);
    }

    /// A query that has rows, or not, for the capture of the row around it.
    String existing(JsonNode node, Scope outer) {
        refuseSets(node, "EXISTS");
        return with(node, outer) + blocks.existing(node, outer);
    }

    /// The one value for the capture of the row around it.
    String scalar(JsonNode node, Scope outer) {
        refuseSets(node, "a subquery with one value");
        return with(node, outer) + blocks.scalar(node, outer);
    }

    /// A whole query, with the origin of each row before it.
    ///
    /// @param evidence conditions a capture must meet to be asked
    String answer(JsonNode node, List<JsonNode> evidence) {
        Scope outer = Scope.outermost();
        Origin origin = new Origin(expressions, evidence, outer.names());
        if (isBlock(node) && BlockWriter.isPlain(node)) {
            return with(node, outer) + blocks.answer(node, outer, origin);
        }
        return with(node, outer) + origin.before(combined(node, outer), node, outer);
    }

    private static void refuseSets(JsonNode node, String where) {
        if (!isBlock(node)) {
            throw new UntranslatableException("UNION in " + where);
        }
    }

    static boolean isBlock(JsonNode node) {
        return node.path("type").asText().equals("SELECT_NODE");
    }

    private String with(JsonNode node, Scope outer) {
        List<String> tables = new ArrayList<>();
        node.path("cte_map")
                .path("map")
                .forEach(entry ->
                        tables.add(ExpressionWriter.quoted(entry.path("key").asText()) + " AS ("
                                + relation(entry.path("value").path("query_node"), outer) + ")"));
        return tables.isEmpty() ? "" : "WITH " + String.join(",\n", tables) + "\n";
    }

    private String combined(JsonNode node, Scope outer) {
        if (isBlock(node)) {
            return blocks.relation(node, outer);
        }
        if (!node.path("type").asText().equals("SET_OPERATION_NODE")) {
            throw new UntranslatableException(
                    "a query of type " + node.path("type").asText());
        }
        String operator =
                node.path("setop_type").asText() + (node.path("setop_all").asBoolean() ? " ALL " : " ");
        List<String> parts = new ArrayList<>();
        node.path("children").forEach(child -> parts.add("(" + relation(child, outer) + ")"));
        if (parts.isEmpty()) {
            parts.add("(" + relation(node.path("left"), outer) + ")");
            parts.add("(" + relation(node.path("right"), outer) + ")");
        }
        return String.join("\n" + operator, parts);
    }
}
