// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.spark.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// Writes window functions, which look at rows of one capture only.
final class WindowWriter {

    private final ExpressionWriter expressions;

    WindowWriter(ExpressionWriter expressions) {
        this.expressions = expressions;
    }

    String write(JsonNode node, Scope scope) {
        if (!node.path("exclude_clause").asText("NO_OTHER").equals("NO_OTHER")
                || node.path("distinct").asBoolean()
                || !node.path("arg_orders").isEmpty()) {
            throw new UntranslatableException("a window function with EXCLUDE, DISTINCT or ORDER BY within");
        }
        StringBuilder over = new StringBuilder("PARTITION BY ").append(scope.key());
        node.path("partitions").forEach(part -> over.append(", ").append(expressions.write(part, scope)));
        if (!node.path("orders").isEmpty()) {
            over.append(" ORDER BY ").append(orders(node.path("orders"), scope));
            over.append(frame(node, scope));
        }
        String ignoring = node.path("ignore_nulls").asBoolean() ? " IGNORE NULLS" : "";
        return call(node, scope) + ignoring + " OVER (" + over + ")";
    }

    /// What is sorted by. Nulls come last in DuckDB, whatever the direction.
    String orders(JsonNode orders, Scope scope) {
        List<String> written = new ArrayList<>();
        for (JsonNode order : orders) {
            String direction = order.path("type").asText().equals("DESCENDING") ? " DESC" : "";
            String nulls = order.path("null_order").asText().equals("NULLS_FIRST") ? " NULLS FIRST" : " NULLS LAST";
            written.add(expressions.write(order.path("expression"), scope) + direction + nulls);
        }
        return String.join(", ", written);
    }

    private String call(JsonNode node, Scope scope) {
        String function = node.path("function_name").asText();
        List<String> arguments = new ArrayList<>();
        node.path("arguments")
                .forEach(argument -> arguments.add(expressions.write(argument.path("expression"), scope)));
        if (function.equals("count") && arguments.isEmpty()) {
            arguments.add("1");
        }
        JsonNode filter = node.path("filter_expr");
        if (filter.isObject()) {
            arguments.set(0, filtered(arguments.getFirst(), expressions.write(filter, scope)));
        }
        JsonNode offset = node.path("offset_expr");
        if (offset.isObject()) {
            arguments.add(expressions.write(offset, scope));
        }
        return switch (function) {
            case "row_number",
                    "rank",
                    "dense_rank",
                    "lag",
                    "lead",
                    "sum",
                    "min",
                    "max",
                    "count",
                    "avg",
                    "bool_or",
                    "bool_and" -> function + "(" + String.join(", ", arguments) + ")";
            default -> throw new UntranslatableException("window function " + function);
        };
    }

    /// Spark has no FILTER for windows.
    static String filtered(String argument, String condition) {
        return "CASE WHEN " + condition + " THEN " + argument + " END";
    }

    private String frame(JsonNode node, Scope scope) {
        String start = node.path("start").asText();
        String end = node.path("end").asText();
        if (start.equals("UNBOUNDED_PRECEDING") && end.equals("CURRENT_ROW_RANGE")) {
            return "";
        }
        return " ROWS BETWEEN " + bound(start, node.path("start_expr"), scope) + " AND "
                + bound(end, node.path("end_expr"), scope);
    }

    private String bound(String bound, JsonNode distance, Scope scope) {
        return switch (bound) {
            case "UNBOUNDED_PRECEDING" -> "UNBOUNDED PRECEDING";
            case "UNBOUNDED_FOLLOWING" -> "UNBOUNDED FOLLOWING";
            case "CURRENT_ROW_ROWS" -> "CURRENT ROW";
            case "EXPR_PRECEDING_ROWS" -> expressions.write(distance, scope) + " PRECEDING";
            case "EXPR_FOLLOWING_ROWS" -> expressions.write(distance, scope) + " FOLLOWING";
            default -> throw new UntranslatableException("a window frame from or to " + bound);
        };
    }
}
