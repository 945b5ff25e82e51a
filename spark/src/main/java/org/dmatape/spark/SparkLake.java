// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.spark;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.queries.CannedQuery;
import org.dmatape.queries.Evidence;
import org.dmatape.queries.QueryCatalogue;
import org.dmatape.queries.QueryKind;
import org.dmatape.queries.QueryParameter;
import org.dmatape.spark.dialect.SparkDialect;
import org.dmatape.spark.dialect.UntranslatableException;

/// Runs canned queries over all captures of a lake.
///
/// The tables that queries build on (pairing, overlap) are computed once and kept as Parquet in a scratch folder, which
/// every worker must see.
public final class SparkLake implements AutoCloseable {

    private static final List<String> UNSIGNED = List.of("dma_addr", "phys_addr", "virt_addr", "size");

    private final SparkSession session;
    private final String scratch;
    private final QueryCatalogue catalogue = QueryCatalogue.shipped();
    private final SparkDialect dialect = new SparkDialect();
    private final Set<String> defined = new HashSet<>();

    private SparkLake(SparkSession session, String scratch) {
        this.session = session;
        this.scratch = scratch;
    }

    /// Opens a lake.
    ///
    /// @param session stays open until this is closed; closing this does not close it
    /// @param lake its folder, in any file system Spark reads
    /// @param scratch a folder for tables in between
    public static SparkLake open(SparkSession session, String lake, String scratch) {
        for (TapeTable table : TapeTable.values()) {
            new LakeTable(table).define(session, lake);
        }
        // every capture was read from something
        Dataset<Row> captures =
                new LakeTable(TapeTable.SOURCE).captures(session, lake).persist();
        long keys = captures.select(LakeTable.CAPTURE_KEY).distinct().count();
        if (keys != captures.count()) {
            throw new IllegalStateException("two captures of " + lake
                    + " have the same key, or one has files in two partitions; ask about parts of the lake instead");
        }
        captures.createOrReplaceTempView("lake_capture");
        return new SparkLake(session, scratch);
    }

    /// The rows of a canned query, behind four columns that say where they come from: capture, date, host, scenario.
    ///
    /// @param arguments values of parameters; those that are not there have their defaults
    /// @throws UntranslatableException when the query, or one it builds on, says something Spark is not told
    public Dataset<Row> query(String id, Map<String, String> arguments) {
        CannedQuery query = catalogue
                .find(id)
                .filter(found -> found.kind() != QueryKind.TABLE)
                .orElseThrow(() -> new IllegalArgumentException("there is no query '" + id + "'"));
        catalogue.prerequisites(query).forEach(this::define);
        String sql = dialect.query(
                query.sql(), query.evidence().stream().map(Evidence::condition).toList(), literals(query, arguments));
        return unsigned(session.sql(sql));
    }

    private void define(CannedQuery table) {
        if (defined.contains(table.id())) {
            return;
        }
        for (String statement : table.statements()) {
            dialect.define(statement).ifPresent(definition -> {
                Dataset<Row> rows = session.sql(definition.sql());
                if (definition.stored()) {
                    String folder = scratch + "/" + definition.name();
                    rows.write().mode(SaveMode.Overwrite).parquet(folder);
                    session.read().schema(rows.schema()).parquet(folder).createOrReplaceTempView(definition.name());
                } else {
                    rows.createOrReplaceTempView(definition.name());
                }
            });
        }
        defined.add(table.id());
    }

    private static Map<String, String> literals(CannedQuery query, Map<String, String> arguments) {
        Map<String, String> literals = new HashMap<>();
        for (QueryParameter parameter : query.parameters()) {
            Optional<String> text =
                    Optional.ofNullable(arguments.get(parameter.name())).or(parameter::defaultText);
            literals.put(
                    parameter.name(),
                    text.map(given -> literal(parameter, given)).orElse("NULL"));
        }
        for (String name : arguments.keySet()) {
            if (!literals.containsKey(name)) {
                throw new IllegalArgumentException("query " + query.id() + " has no parameter '" + name + "'");
            }
        }
        return literals;
    }

    private static String literal(QueryParameter parameter, String text) {
        return parameter.type().parse(parameter.name(), text) instanceof Long number
                ? number + "L"
                : "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    /// Addresses as the numbers they are.
    private static Dataset<Row> unsigned(Dataset<Row> rows) {
        Dataset<Row> converted = rows;
        for (String column : UNSIGNED) {
            if (List.of(rows.columns()).contains(column)
                    && rows.schema().apply(column).dataType().equals(DataTypes.LongType)) {
                converted = converted.withColumn(
                        column,
                        functions.expr("CAST(" + column + " AS DECIMAL(20, 0)) + IF(" + column
                                + " < 0, 18446744073709551616, 0)"));
            }
        }
        return converted;
    }

    @Override
    public void close() {
        dialect.close();
    }
}
