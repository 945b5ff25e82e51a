// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.spark;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.dmatape.analyze.database.DatabaseOptions;
import org.dmatape.analyze.database.TapeDatabase;
import org.dmatape.analyze.lab.lake.LakeDatabase;
import org.dmatape.analyze.result.ResultCursor;
import org.dmatape.format.read.Tape;
import org.dmatape.queries.CannedQuery;
import org.dmatape.queries.QueryCatalogue;
import org.jspecify.annotations.Nullable;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/// What DuckDB says of each tape by itself, as text that can be compared with what Spark says of the lake.
final class DuckRows {

    private DuckRows() {}

    /// The rows of each query over all captures that can answer it, each behind its origin.
    static Map<String, List<String>> of(List<LakeFixture.Capture> captures, List<String> queries) {
        QueryCatalogue catalogue = QueryCatalogue.shipped();
        Map<String, List<String>> rows = new HashMap<>();
        queries.forEach(id -> rows.put(id, new ArrayList<>()));
        for (LakeFixture.Capture capture : captures) {
            try (TapeDatabase database = TapeDatabase.open(Tape.open(capture.tape()), DatabaseOptions.defaults())) {
                for (String id : queries) {
                    CannedQuery query = catalogue.find(id).orElseThrow();
                    if (database.missingEvidence(query).isEmpty()) {
                        add(database, query, capture, rows.get(id));
                    }
                }
            }
        }
        return rows;
    }

    /// The rows of a query over a store, which begin with their origin.
    static List<String> of(LakeDatabase database, String id) {
        List<String> rows = new ArrayList<>();
        try (ResultCursor cursor = database.query(database.catalogue().find(id).orElseThrow(), Map.of())) {
            while (cursor.next()) {
                StringBuilder row = new StringBuilder(
                        cursor.value(0) + " " + cursor.value(1) + " " + cursor.value(2) + " " + cursor.value(3));
                for (int i = 4; i < cursor.columns().size(); i++) {
                    row.append(" | ").append(text(cursor.value(i)));
                }
                rows.add(row.toString());
            }
        }
        return rows;
    }

    private static void add(
            TapeDatabase database, CannedQuery query, LakeFixture.Capture capture, @Nullable List<String> rows) {
        try (ResultCursor cursor = database.query(query, Map.of())) {
            while (cursor.next() && rows != null) {
                StringBuilder row = new StringBuilder(capture.origin());
                for (int i = 0; i < cursor.columns().size(); i++) {
                    row.append(" | ").append(text(cursor.value(i)));
                }
                rows.add(row.toString());
            }
        }
    }

    /// A row of Spark's in the same form: four columns of origin, then those of the query.
    static String text(Row row) {
        StringBuilder text = new StringBuilder(row.get(0) + " " + row.get(1) + " " + row.get(2) + " " + row.get(3));
        for (int i = 4; i < row.size(); i++) {
            text.append(" | ").append(text(row.get(i)));
        }
        return text.toString();
    }

    private static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case BigInteger number -> number.toString();
            case BigDecimal number -> plain(number);
            case Double number -> plain(BigDecimal.valueOf(number));
            case List<?> list -> list.stream().map(DuckRows::text).toList().toString();
            case Seq<?> list -> text(CollectionConverters.asJava(list));
            default -> value.toString();
        };
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
