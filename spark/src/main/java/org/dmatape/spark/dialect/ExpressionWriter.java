// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.spark.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Writes expressions.
final class ExpressionWriter {

    /// Columns whose numbers are unsigned and can need all 64 bits.
    private static final Set<String> ADDRESSES = Set.of("dma_addr", "phys_addr", "virt_addr");
    private static final String SIGN_BIT = "shiftleft(1L, 63)";

    private final FunctionWriter functions = new FunctionWriter(this);
    private final WindowWriter windows = new WindowWriter(this);
    private final SubqueryWriter subqueries;
    private final Macros macros;
    private final Map<String, String> arguments;

    ExpressionWriter(QueryWriter queries, Macros macros, Map<String, String> arguments) {
        this.subqueries = new SubqueryWriter(this, queries);
        this.macros = macros;
        this.arguments = Map.copyOf(arguments);
    }

    /// Expressions with commas between them.
    String list(Iterable<JsonNode> nodes, Scope scope) {
        List<String> written = new ArrayList<>();
        nodes.forEach(node -> written.add(write(node, scope)));
        return String.join(", ", written);
    }

    String write(JsonNode node, Scope scope) {
        String type = node.path("type").asText();
        return switch (node.path("class").asText()) {
            case "COLUMN_REF" -> column(node, scope);
            case "CONSTANT" -> constant(node.path("literal"));
            case "PARAMETER" -> argument(node.path("identifier").asText());
            case "CAST" ->
                "CAST(" + write(node.path("child"), scope) + " AS " + SparkTypes.of(node.path("type_expr")) + ")";
            case "COMPARISON" -> comparison(node, type, scope);
            case "BETWEEN" ->
                "(" + write(node.path("input"), scope) + " BETWEEN " + write(node.path("lower"), scope) + " AND "
                        + write(node.path("upper"), scope) + ")";
            case "CONJUNCTION" ->
                joined(node.path("children"), type.equals("CONJUNCTION_AND") ? " AND " : " OR ", scope);
            case "OPERATOR" -> operator(node, type, scope);
            case "CASE" -> caseOf(node, scope);
            case "FUNCTION" ->
                macros.expand(node).map(body -> write(body, scope)).orElseGet(() -> functions.write(node, scope));
            case "WINDOW" -> windows.write(node, scope);
            case "SUBQUERY" -> subqueries.write(node, scope);
            case "LAMBDA" -> write(node.path("lhs"), scope) + " -> " + write(node.path("expr"), scope);
            default ->
                throw new UntranslatableException(
                        "an expression of class " + node.path("class").asText());
        };
    }

    /// A name as Spark quotes it.
    static String quoted(String name) {
        return '`' + name.replace("`", "``") + '`';
    }

    private static String column(JsonNode node, Scope scope) {
        List<String> names = new ArrayList<>();
        node.path("column_names").forEach(name -> names.add(name.asText()));
        if (names.size() == 1) {
            return quoted(names.getFirst());
        }
        String table = scope.aliases().getOrDefault(names.getFirst(), quoted(names.getFirst()));
        return table + "."
                + names.stream().skip(1).map(ExpressionWriter::quoted).collect(Collectors.joining("."));
    }

    private static String constant(JsonNode literal) {
        String text = literal.path("text").asText();
        return switch (literal.path("kind").asText()) {
            case "NULL_LITERAL" -> "NULL";
            case "STRING" -> string(text);
            case "BOOLEAN" -> text;
            case "INTEGER" -> integer(new BigInteger(text));
            case "NUMERIC" -> text;
            default ->
                throw new UntranslatableException(
                        "a constant of kind " + literal.path("kind").asText());
        };
    }

    /// Text as Spark quotes it.
    static String string(String text) {
        return '\'' + text.replace("\\", "\\\\").replace("'", "\\'") + '\'';
    }

    /// What needs 64 bits unsigned has the same bits signed.
    private static String integer(BigInteger value) {
        if (value.bitLength() > 64) {
            throw new UntranslatableException("the number " + value + ", which needs more than 64 bits");
        }
        long bits = value.longValue();
        return bits == (int) bits ? Long.toString(bits) : bits + "L";
    }

    private String argument(String name) {
        String value = arguments.get(name);
        if (value == null) {
            throw new UntranslatableException("parameter " + name + " has no value");
        }
        return value;
    }

    private String comparison(JsonNode node, String type, Scope scope) {
        JsonNode left = node.path("left");
        JsonNode right = node.path("right");
        boolean unsigned = isAddress(left) || isAddress(right);
        return switch (type) {
            case "COMPARE_EQUAL" -> compare(left, " = ", right, false, scope);
            case "COMPARE_NOTEQUAL" -> compare(left, " <> ", right, false, scope);
            case "COMPARE_LESSTHAN" -> compare(left, " < ", right, unsigned, scope);
            case "COMPARE_GREATERTHAN" -> compare(left, " > ", right, unsigned, scope);
            case "COMPARE_LESSTHANOREQUALTO" -> compare(left, " <= ", right, unsigned, scope);
            case "COMPARE_GREATERTHANOREQUALTO" -> compare(left, " >= ", right, unsigned, scope);
            case "COMPARE_DISTINCT_FROM" -> "(NOT " + compare(left, " <=> ", right, false, scope) + ")";
            case "COMPARE_NOT_DISTINCT_FROM" -> compare(left, " <=> ", right, false, scope);
            default -> throw new UntranslatableException("comparison " + type);
        };
    }

    private String compare(JsonNode left, String operator, JsonNode right, boolean unsigned, Scope scope) {
        String bits = unsigned ? " ^ " + SIGN_BIT : "";
        return "((" + write(left, scope) + bits + ")" + operator + "(" + write(right, scope) + bits + "))";
    }

    private static boolean isAddress(JsonNode node) {
        JsonNode names = node.path("column_names");
        return ADDRESSES.contains(names.path(names.size() - 1).asText());
    }

    private String joined(JsonNode children, String operator, Scope scope) {
        List<String> written = new ArrayList<>();
        children.forEach(child -> written.add(write(child, scope)));
        return "(" + String.join(operator, written) + ")";
    }

    private String operator(JsonNode node, String type, Scope scope) {
        JsonNode children = node.path("children");
        JsonNode first = children.path(0);
        return switch (type) {
            case "OPERATOR_NOT" ->
                subqueries.isMembership(first) ? subqueries.notIn(first, scope) : "(NOT " + write(first, scope) + ")";
            case "OPERATOR_IS_NULL" -> "(" + write(first, scope) + " IS NULL)";
            case "OPERATOR_IS_NOT_NULL" -> "(" + write(first, scope) + " IS NOT NULL)";
            case "OPERATOR_COALESCE" -> "coalesce(" + list(children, scope) + ")";
            case "COMPARE_IN" -> in(children, " IN (", scope);
            case "COMPARE_NOT_IN" -> in(children, " NOT IN (", scope);
            // Spark counts from 1 here too, and gives null beyond the end
            case "ARRAY_EXTRACT" -> "try_element_at(" + list(children, scope) + ")";
            default -> throw new UntranslatableException("operator " + type);
        };
    }

    private String in(JsonNode children, String operator, Scope scope) {
        List<JsonNode> values = new ArrayList<>();
        children.forEach(values::add);
        return "(" + write(values.getFirst(), scope) + operator + list(values.subList(1, values.size()), scope) + "))";
    }

    private String caseOf(JsonNode node, Scope scope) {
        StringBuilder sql = new StringBuilder("CASE");
        node.path("case_checks")
                .forEach(check -> sql.append(" WHEN ")
                        .append(write(check.path("when_expr"), scope))
                        .append(" THEN ")
                        .append(write(check.path("then_expr"), scope)));
        JsonNode otherwise = node.path("else_expr");
        if (otherwise.isObject()) {
            sql.append(" ELSE ").append(write(otherwise, scope));
        }
        return sql.append(" END").toString();
    }
}
