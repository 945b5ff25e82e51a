// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.spark.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// What DuckDB's types are in Spark, which has no unsigned numbers: a lake holds them as signed ones of 64 bits.
final class SparkTypes {

    private SparkTypes() {}

    static String of(JsonNode type) {
        String name = type.path("type_name").asText().toUpperCase(java.util.Locale.ROOT);
        return switch (name) {
            case "BIGINT", "UBIGINT", "UINTEGER" -> "BIGINT";
            case "INTEGER", "USMALLINT", "SMALLINT", "UTINYINT", "TINYINT" -> "INT";
            case "HUGEINT" -> "DECIMAL(38, 0)";
            case "VARCHAR" -> "STRING";
            case "BOOLEAN" -> "BOOLEAN";
            case "DOUBLE" -> "DOUBLE";
            case "DATE" -> "DATE";
            case "LIST" -> "ARRAY<" + of(type.path("children").path(0)) + ">";
            case "DECIMAL" -> "DECIMAL(" + String.join(", ", digits(type)) + ")";
            default -> throw new UntranslatableException("type " + name + " has no counterpart in Spark SQL");
        };
    }

    private static List<String> digits(JsonNode type) {
        List<String> digits = new ArrayList<>();
        type.path("children")
                .forEach(child -> digits.add(child.path("literal").path("text").asText()));
        return digits;
    }
}
