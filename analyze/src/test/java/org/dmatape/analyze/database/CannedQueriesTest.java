// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.dmatape.analyze.fixture.ImportedRecording;
import org.dmatape.analyze.result.ResultColumn;
import org.dmatape.analyze.result.ResultCursor;
import org.dmatape.queries.CannedQuery;
import org.dmatape.queries.QueryColumn;
import org.dmatape.queries.QueryKind;
import org.dmatape.queries.QueryParameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every query runs on real recordings and returns what its header says.
class CannedQueriesTest {

    @Test
    void everyViewHasTheColumnsItDocuments(@TempDir Path folder) {
        try (TapeDatabase database = ImportedRecording.open("bugs-612", folder)) {
            for (CannedQuery view : database.catalogue().ofKind(QueryKind.TABLE)) {
                if (!view.columns().isEmpty()) {
                    try (ResultCursor rows =
                            database.query("FROM " + view.defines().getFirst() + " LIMIT 0")) {
                        assertThat(rows.columns())
                                .as(view.id())
                                .extracting(ResultColumn::name)
                                .containsExactlyElementsOf(view.columns().stream()
                                        .map(QueryColumn::name)
                                        .toList());
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bugs-612", "bugs-swiotlb-612", "blk-viommu-73"})
    void everyQueryReturnsTheColumnsItDocuments(String recording, @TempDir Path folder) {
        try (TapeDatabase database = ImportedRecording.open(recording, folder)) {
            for (CannedQuery query : database.catalogue().all()) {
                if (query.kind() == QueryKind.COST || query.kind() == QueryKind.BROWSE) {
                    try (ResultCursor rows = database.query(query, needed(query))) {
                        assertThat(rows.columns())
                                .as(query.id())
                                .extracting(ResultColumn::name)
                                .containsExactlyElementsOf(query.columns().stream()
                                        .map(QueryColumn::name)
                                        .toList());
                    }
                }
            }
        }
    }

    private static Map<String, String> needed(CannedQuery query) {
        return query.parameters().stream()
                .filter(parameter -> parameter.defaultText().isEmpty())
                .collect(Collectors.toMap(QueryParameter::name, _ -> "0x1000"));
    }
}
