// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.spark.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Writes ASOF JOIN, which Spark does not have: the latest row of the right side before each of the left, or the first
/// behind it. Both sides go into one sequence, and a window carries the last row of the right side along. The rows
/// become columns that are called like the tables, so that `table.column` means the same as before.
final class AsOfWriter {

    private final ExpressionWriter expressions;

    AsOfWriter(ExpressionWriter expressions) {
        this.expressions = expressions;
    }

    /// The condition, its sides put where they belong.
    ///
    /// @param backward the latest before, or the first behind
    /// @param strict whether a row at the same place does not count
    private record Condition(
            List<String> leftKeys,
            List<String> rightKeys,
            String leftAt,
            String rightAt,
            boolean backward,
            boolean strict) {}

    FromClause write(JsonNode node, FromClause left, FromClause right, Scope outer, Map<String, String> renamed) {
        String joined = right.items().getFirst().alias();
        Condition condition = condition(node, joined, outer.inside(new FromClause("", left.items(), renamed, false)));
        String sequence = outer.names().next();
        String carried = outer.names().next();
        List<String> leftNames =
                left.items().stream().map(FromClause.Item::alias).toList();
        String order = "at" + (condition.backward() ? "" : " DESC") + ", side";
        String first = leftNames.getFirst();
        boolean inner = node.path("join_type").asText().equals("INNER");
        String sql = "(SELECT * FROM (SELECT " + String.join(", ", leftNames) + ", last_value(" + joined
                + ", true) OVER (PARTITION BY " + keys(condition) + " ORDER BY " + order
                + " ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS " + joined + " FROM ("
                + side(left, right, condition)
                + ") AS " + sequence + ") AS " + carried + " WHERE " + first + " IS NOT NULL"
                + (inner ? " AND " + joined + " IS NOT NULL" : "") + ") AS "
                + outer.names().next();
        List<FromClause.Item> items = new ArrayList<>();
        left.items().forEach(item -> items.add(new FromClause.Item(item.alias(), true, item.hidden())));
        items.add(new FromClause.Item(joined, true, false));
        return new FromClause(sql, items, renamed, false);
    }

    private static String keys(Condition condition) {
        StringBuilder keys = new StringBuilder("of_capture");
        for (int i = 0; i < condition.leftKeys().size(); i++) {
            keys.append(", k").append(i);
        }
        return keys.toString();
    }

    private static String side(FromClause left, FromClause right, Condition condition) {
        String joined = right.items().getFirst().alias();
        List<String> fromLeft = new ArrayList<>();
        List<String> fromRight = new ArrayList<>();
        left.items().stream().filter(item -> !item.hidden()).forEach(item -> {
            fromLeft.add(item.isColumn() ? item.alias() : "struct(" + item.alias() + ".*) AS " + item.alias());
            fromRight.add("NULL AS " + item.alias());
        });
        fromLeft.add("NULL AS " + joined);
        fromRight.add("struct(" + joined + ".*) AS " + joined);
        fromLeft.add(left.key() + " AS of_capture");
        fromRight.add(right.key() + " AS of_capture");
        List<String> known = new ArrayList<>(List.of(condition.rightAt() + " IS NOT NULL"));
        for (int i = 0; i < condition.leftKeys().size(); i++) {
            fromLeft.add(condition.leftKeys().get(i) + " AS k" + i);
            fromRight.add(condition.rightKeys().get(i) + " AS k" + i);
            known.add(condition.rightKeys().get(i) + " IS NOT NULL");
        }
        fromLeft.add(condition.leftAt() + " AS at, " + (condition.strict() ? 0 : 1) + " AS side");
        fromRight.add(condition.rightAt() + " AS at, " + (condition.strict() ? 1 : 0) + " AS side");
        return "SELECT " + String.join(", ", fromLeft) + " FROM " + left.sql() + " UNION ALL SELECT "
                + String.join(", ", fromRight) + " FROM " + right.sql() + " WHERE " + String.join(" AND ", known);
    }

    private Condition condition(JsonNode node, String joined, Scope scope) {
        JsonNode condition = node.path("condition");
        List<JsonNode> parts = new ArrayList<>();
        if (condition.path("type").asText().equals("CONJUNCTION_AND")) {
            condition.path("children").forEach(parts::add);
        } else {
            parts.add(condition);
        }
        List<String> leftKeys = new ArrayList<>();
        List<String> rightKeys = new ArrayList<>();
        Condition found = new Condition(List.of(), List.of(), "", "", true, true);
        for (JsonNode part : parts) {
            boolean swapped = mentions(part.path("left"), joined, scope);
            if (swapped == mentions(part.path("right"), joined, scope)) {
                throw new UntranslatableException(
                        "an ASOF JOIN whose condition does not compare one side with the other");
            }
            String left = expressions.write(part.path(swapped ? "right" : "left"), scope);
            String right = expressions.write(part.path(swapped ? "left" : "right"), scope);
            String type = part.path("type").asText();
            if (type.equals("COMPARE_EQUAL")) {
                leftKeys.add(left);
                rightKeys.add(right);
            } else {
                boolean leftIsGreater = type.startsWith("COMPARE_GREATERTHAN") != swapped;
                found = new Condition(List.of(), List.of(), left, right, leftIsGreater, !type.endsWith("OREQUALTO"));
            }
        }
        return new Condition(leftKeys, rightKeys, found.leftAt(), found.rightAt(), found.backward(), found.strict());
    }

    private static boolean mentions(JsonNode tree, String joined, Scope scope) {
        JsonNode names = tree.path("column_names");
        if (names.size() > 1) {
            String table = names.path(0).asText();
            return joined.equals(scope.aliases().getOrDefault(table, ExpressionWriter.quoted(table)));
        }
        for (JsonNode child : tree) {
            if (child.isContainerNode() && mentions(child, joined, scope)) {
                return true;
            }
        }
        return false;
    }
}
