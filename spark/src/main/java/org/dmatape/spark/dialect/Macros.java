// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.spark.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The macros the table queries define. A call is replaced by the body with the arguments in it, as DuckDB does.
final class Macros {

    /// @param body tree of an expression, or of a query
    record Macro(List<String> parameters, JsonNode body) {}

    private final Map<String, Macro> macros = new HashMap<>();

    void define(String name, Macro macro) {
        macros.put(name, macro);
    }

    /// The body of the macro that a function call means; empty when it is a function.
    Optional<JsonNode> expand(JsonNode call) {
        String name = call.path("function_name").asText();
        Macro macro = macros.get(name);
        if (macro == null) {
            return Optional.empty();
        }
        Map<String, JsonNode> arguments = new HashMap<>();
        for (int i = 0; i < macro.parameters().size(); i++) {
            arguments.put(
                    macro.parameters().get(i),
                    call.path("arguments").path(i).path("expression").deepCopy());
        }
        return Optional.of(replaced(macro.body().deepCopy(), arguments));
    }

    private static JsonNode replaced(JsonNode tree, Map<String, JsonNode> arguments) {
        if (tree.path("class").asText().equals("COLUMN_REF")
                && tree.path("column_names").size() == 1) {
            JsonNode argument = arguments.get(tree.path("column_names").path(0).asText());
            return argument == null ? tree : argument;
        }
        if (tree instanceof ObjectNode object) {
            object.properties().forEach(entry -> entry.setValue(replaced(entry.getValue(), arguments)));
        } else if (tree instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, replaced(array.get(i), arguments));
            }
        }
        return tree;
    }
}
