// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.spark.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Writes canned queries, which are SQL for DuckDB about one tape, as Spark SQL about all captures of a lake.
///
/// Two things are done at once. The syntax tree, which DuckDB's own parser makes, is written in the other dialect. And
/// every query block gets the capture as one more column, `capture_key`, which it selects first, groups by, partitions
/// windows by and joins on: what holds within one tape is said of each capture by itself, whatever the query asks.
/// Events, addresses and devices of different captures therefore never meet.
///
/// What is not translated is refused with an [UntranslatableException].
public final class SparkDialect implements AutoCloseable {

    private static final Pattern TABLE =
            Pattern.compile("CREATE\\s+(TABLE|VIEW)\\s+(\\w+)\\s+AS\\b(.*)", Pattern.DOTALL);
    private static final Pattern MACRO =
            Pattern.compile("CREATE\\s+MACRO\\s+(\\w+)\\s*\\(([^)]*)\\)\\s*AS\\s+(TABLE\\b)?(.*)", Pattern.DOTALL);

    private final SyntaxParser parser = SyntaxParser.open();
    private final Macros macros = new Macros();

    /// A table or a view that other queries read.
    ///
    /// @param stored whether it is a table, whose rows are kept
    /// @param sql a query in Spark's dialect
    public record Definition(String name, boolean stored, String sql) {}

    /// Functions every query has: all rows are in scope.
    public SparkDialect() {
        define("CREATE MACRO in_scope(device, ts_ns, cpu) AS true");
    }

    /// Translates a statement of a table query.
    ///
    /// @return what it defines; empty when that is a macro, which is remembered
    public Optional<Definition> define(String statement) {
        Matcher macro = MACRO.matcher(statement);
        if (macro.matches()) {
            List<String> parameters = Arrays.stream(macro.group(2).split(",", -1))
                    .map(String::strip)
                    .toList();
            JsonNode body = macro.group(3) == null
                    ? parser.expression("(" + macro.group(4) + ")")
                    : parser.query(macro.group(4));
            macros.define(macro.group(1), new Macros.Macro(parameters, body));
            return Optional.empty();
        }
        Matcher table = TABLE.matcher(statement);
        if (!table.matches()) {
            throw new UntranslatableException("a statement that defines neither a table, a view nor a macro: "
                    + statement.lines().findFirst().orElse(""));
        }
        String sql = writer(Map.of()).relation(parser.query(table.group(3)), Scope.outermost());
        return Optional.of(new Definition(table.group(2), table.group(1).equals("TABLE"), sql));
    }

    /// Translates a query. Its rows come behind four columns that say where they come from: capture, date, host,
    /// scenario.
    ///
    /// @param evidence conditions a capture must meet to be asked
    /// @param arguments values of its parameters, as SQL
    public String query(String sql, List<String> evidence, Map<String, String> arguments) {
        return writer(arguments)
                .answer(
                        parser.query(sql),
                        evidence.stream().map(parser::expression).toList());
    }

    private QueryWriter writer(Map<String, String> arguments) {
        return new QueryWriter(macros, arguments);
    }

    @Override
    public void close() {
        parser.close();
    }
}
