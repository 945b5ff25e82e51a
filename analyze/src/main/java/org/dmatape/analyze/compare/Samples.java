// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.compare;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dmatape.analyze.database.TapeDatabase;
import org.dmatape.analyze.result.ResultCursor;
import org.dmatape.queries.CannedQuery;

/// Everything measured in one run, by group.
record Samples(Map<SampleKey, Sample> byKey) {

    private static final String BLOCK = "block";
    private static final List<String> QUERIES = List.of("compare-operations", "compare-requests");

    static Samples of(TapeDatabase database) {
        Map<SampleKey, Sample> byKey = new LinkedHashMap<>();
        for (String id : QUERIES) {
            CannedQuery query = database.catalogue().find(id).orElseThrow();

            if (database.missingEvidence(query).isEmpty()) {
                read(database, query, byKey);
            }
        }
        return new Samples(byKey);
    }

    /// Columns before `block` name the group, columns behind it are what is measured.
    private static void read(TapeDatabase database, CannedQuery query, Map<SampleKey, Sample> byKey) {
        List<String> names =
                query.columns().stream().map(column -> column.name()).toList();
        int block = names.indexOf(BLOCK);
        List<Metric> metrics = query.columns().stream()
                .skip(block + 1L)
                .map(column -> new Metric(column.name(), column.unit()))
                .toList();
        try (ResultCursor rows = database.query(query, Map.of())) {
            while (rows.next()) {
                List<String> subject = IntStream.range(0, block)
                        .mapToObj(index -> Optional.ofNullable(rows.value(index))
                                .map(Object::toString)
                                .orElse("?"))
                        .toList();
                int blockNumber = rows.value(block) instanceof Number number ? number.intValue() : 0;
                for (int i = 0; i < metrics.size(); i++) {
                    if (rows.value(block + 1 + i) instanceof Number value) {
                        byKey.computeIfAbsent(new SampleKey(subject, metrics.get(i)), _ -> new Sample())
                                .add(blockNumber, value.doubleValue());
                    }
                }
            }
        }
    }
}
