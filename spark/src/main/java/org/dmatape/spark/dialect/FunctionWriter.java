// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.spark.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Writes calls of functions and operators.
final class FunctionWriter {

    private static final Set<String> AGGREGATES = Set.of(
            "sum",
            "count",
            "count_star",
            "min",
            "max",
            "avg",
            "any_value",
            "bool_or",
            "bool_and",
            "quantile_disc",
            "stddev_samp",
            "min_by",
            "max_by");
    /// Columns whose values have an order other than the alphabet's.
    private static final Set<String> DIRECTIONS = Set.of("direction", "other");
    private static final String DIRECTION_ORDER = "array('bidirectional', 'to_device', 'from_device', 'none')";

    private final ExpressionWriter expressions;

    FunctionWriter(ExpressionWriter expressions) {
        this.expressions = expressions;
    }

    /// Whether an expression aggregates rows. Window functions and subqueries do so for themselves.
    static boolean aggregates(JsonNode node) {
        String kind = node.path("class").asText();
        if (kind.equals("SUBQUERY")) {
            return false;
        }
        if (kind.equals("FUNCTION")
                && AGGREGATES.contains(node.path("function_name").asText())) {
            return true;
        }
        for (JsonNode child : node) {
            if (child.isContainerNode() && aggregates(child)) {
                return true;
            }
        }
        return false;
    }

    String write(JsonNode node, Scope scope) {
        String name = node.path("function_name").asText();
        List<JsonNode> nodes = new ArrayList<>();
        node.path("arguments").forEach(argument -> nodes.add(argument.path("expression")));
        List<String> arguments = new ArrayList<>(nodes.stream()
                .map(argument -> expressions.write(argument, scope))
                .toList());
        if (AGGREGATES.contains(name)) {
            return aggregate(name, node, arguments, scope);
        }
        if (name.equals("%") && nodes.getFirst().path("function_name").asText().equals("hash")) {
            throw new UntranslatableException("a sample that DuckDB's hash chooses");
        }
        if ((name.equals("least") || name.equals("greatest")) && isDirection(nodes.getFirst())) {
            return ofDirections(name, arguments);
        }
        return scalar(name, arguments);
    }

    private String aggregate(String name, JsonNode node, List<String> arguments, Scope scope) {
        if (node.path("order_bys").path("orders").size() > 0) {
            throw new UntranslatableException("aggregate " + name + " with ORDER BY within");
        }
        if (name.equals("count_star") || (name.equals("count") && arguments.isEmpty())) {
            arguments.add("1");
        }
        JsonNode filter = node.path("filter");
        if (filter.isObject()) {
            arguments.set(0, WindowWriter.filtered(arguments.getFirst(), expressions.write(filter, scope)));
        }
        String all = String.join(", ", arguments);
        return switch (name) {
            case "count", "count_star" -> "count(" + (node.path("distinct").asBoolean() ? "DISTINCT " : "") + all + ")";
            case "any_value" -> "any_value(" + all + ", true)";
            // Spark's is a DOUBLE, which holds every number below 2^53; what is asked for are ns and counts
            case "quantile_disc" ->
                "CAST(percentile_disc(" + arguments.get(1) + ") WITHIN GROUP (ORDER BY " + arguments.getFirst()
                        + ") AS BIGINT)";
            case "min", "max" -> arguments.size() == 1 ? name + "(" + all + ")" : most(name, arguments);
            default -> name + "(" + all + ")";
        };
    }

    /// The n largest or smallest.
    private static String most(String name, List<String> arguments) {
        return "slice(sort_array(collect_list(" + arguments.get(0) + "), " + name.equals("min") + "), 1, CAST("
                + arguments.get(1) + " AS INT))";
    }

    private static String scalar(String name, List<String> arguments) {
        String all = String.join(", ", arguments);
        return switch (name) {
            case "+", "*", "&", "%", "||" -> infix(name, arguments);
            case "-" -> arguments.size() == 1 ? "(- " + all + ")" : infix(name, arguments);
            case "/" -> "(CAST(" + arguments.get(0) + " AS DOUBLE) / CAST(" + arguments.get(1) + " AS DOUBLE))";
            case "//" -> infix("div", arguments);
            case ">>" -> "shiftright(" + all + ")";
            case "<<" -> "shiftleft(" + all + ")";
            case "xor" -> infix("^", arguments);
            case "least",
                    "greatest",
                    "abs",
                    "nullif",
                    "round",
                    "floor",
                    "ceil",
                    "sqrt",
                    "pow",
                    "log2",
                    "length",
                    "substr" -> name + "(" + all + ")";
            case "list_value" -> "array(" + all + ")";
            case "row" -> "struct(" + all + ")";
            case "list_min" -> "array_min(" + all + ")";
            case "list_filter" -> "filter(" + all + ")";
            case "hex_address" -> "concat('0x', lower(hex(" + all + ")))";
            case "printf" -> printf(arguments);
            case "hash" -> hash(arguments);
            case "enum_code" -> "xxhash64(" + all + ")";
            // compared for equality only; null when a part is
            case "address_key", "page_key" -> "concat(" + arguments.get(0) + ", ' ', hex(" + arguments.get(1) + "))";
            case "unnest" -> "explode(" + all + ")";
            case "range" -> range(arguments.get(0), arguments.get(1));
            default -> throw new UntranslatableException("function " + name);
        };
    }

    /// Spark's sequence counts down when it ends before it begins, and knows no empty one.
    private static String range(String from, String to) {
        return "filter(sequence(" + from + ", greatest(" + from + ", " + to + " - 1)), number -> number < " + to + ")";
    }

    private static String infix(String operator, List<String> arguments) {
        return "(" + String.join(" " + operator + " ", arguments) + ")";
    }

    /// Null when an argument is null, as in DuckDB; Spark would write the word.
    private static String printf(List<String> arguments) {
        String call = "format_string(" + String.join(", ", arguments) + ")";
        if (arguments.size() == 1) {
            return call;
        }
        String unknown = arguments.stream()
                .skip(1)
                .map(argument -> argument + " IS NULL")
                .collect(Collectors.joining(" OR "));
        return "CASE WHEN " + unknown + " THEN NULL ELSE " + call + " END";
    }

    /// Spark's hash passes over nulls: whether a value is null is hashed with it.
    private static String hash(List<String> arguments) {
        return "xxhash64("
                + arguments.stream()
                        .map(argument -> argument + " IS NULL, " + argument)
                        .collect(Collectors.joining(", "))
                + ")";
    }

    private static boolean isDirection(JsonNode node) {
        JsonNode names = node.path("column_names");
        return DIRECTIONS.contains(names.path(names.size() - 1).asText());
    }

    private static String ofDirections(String name, List<String> arguments) {
        String first = arguments.get(0);
        String second = arguments.get(1);
        return "CASE WHEN array_position(" + DIRECTION_ORDER + ", " + first + ") "
                + (name.equals("least") ? "<=" : ">=") + " array_position(" + DIRECTION_ORDER + ", " + second
                + ") THEN "
                + first + " ELSE " + second + " END";
    }
}
