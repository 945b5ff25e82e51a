// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.dmatape.format.schema.TapeColumn;
import org.dmatape.format.schema.TapeTable;

/// One table of the lake as Spark reads it.
///
/// ```text
/// LAKE/dma_op/date=2026-11-22/host=lab1/scenario=blk-strict/CAPTURE.parquet
/// ```
/// The schema is not taken from the files: a table that no capture has rows of is there too, and empty.
record LakeTable(TapeTable table) {

    /// The column of every file that names the capture.
    static final String CAPTURE = "capture";
    /// The number that stands for it in joins and sorts.
    static final String CAPTURE_KEY = "capture_key";

    private static final List<String> ORIGIN = List.of(CAPTURE, "date", "host", "scenario");

    /// Makes the table known to SQL, as the canned queries expect it, with the capture's key before its columns.
    void define(SparkSession session, String lake) {
        List<String> columns = new ArrayList<>(List.of("xxhash64(" + CAPTURE + ") AS " + CAPTURE_KEY));
        table.columns().forEach(column -> columns.add('`' + column.columnName() + '`'));
        rows(session, lake).selectExpr(columns.toArray(String[]::new)).createOrReplaceTempView(table.tableName());
    }

    /// The captures that have rows in this table.
    Dataset<Row> captures(SparkSession session, String lake) {
        List<String> columns = new ArrayList<>(List.of("xxhash64(" + CAPTURE + ") AS " + CAPTURE_KEY));
        columns.addAll(ORIGIN);
        return rows(session, lake).selectExpr(columns.toArray(String[]::new)).distinct();
    }

    private Dataset<Row> rows(SparkSession session, String lake) {
        Path folder = new Path(lake, table.tableName());
        try {
            if (!folder.getFileSystem(session.sparkContext().hadoopConfiguration())
                    .exists(folder)) {
                return session.createDataFrame(List.of(), schema());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look for " + folder, e);
        }
        return session.read()
                .schema(schema())
                .option("basePath", folder.toString())
                .parquet(folder.toString());
    }

    private StructType schema() {
        List<StructField> fields = new ArrayList<>(List.of(field(CAPTURE, DataTypes.StringType)));
        table.columns().forEach(column -> fields.add(field(column.columnName(), type(column))));
        fields.add(field("date", DataTypes.DateType));
        fields.add(field("host", DataTypes.StringType));
        fields.add(field("scenario", DataTypes.StringType));
        return new StructType(fields.toArray(StructField[]::new));
    }

    private static StructField field(String name, DataType type) {
        return DataTypes.createStructField(name, type, true);
    }

    /// The lake has no unsigned numbers.
    private static DataType type(TapeColumn column) {
        return switch (column.spec().type()) {
            case INT64, UINT64, UINT32 -> DataTypes.LongType;
            case INT32, UINT16 -> DataTypes.IntegerType;
            case BOOL -> DataTypes.BooleanType;
            case TEXT -> DataTypes.StringType;
        };
    }
}
