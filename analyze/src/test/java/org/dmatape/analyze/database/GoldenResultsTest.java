// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dmatape.analyze.fixture.ImportedRecording;
import org.dmatape.analyze.result.ResultColumn;
import org.dmatape.analyze.result.ResultCursor;
import org.dmatape.analyze.result.ResultTable;
import org.dmatape.queries.CannedQuery;
import org.dmatape.queries.QueryCatalogue;
import org.dmatape.queries.QueryKind;
import org.dmatape.queries.QueryParameter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What every canned query answers on a real recording, row by row. The answers lie in `golden/NAME.csv`;
/// run the test with `-Ddmatape.golden.write=true` to write them anew, and read the difference before
/// committing it.
///
/// Event numbers are left out: they change when an importer learns to read more events, and then mean the
/// same.
class GoldenResultsTest {

    private static final String RECORDING = "bugs-612";
    private static final String WITH_STACKS = "bugs-stacks-612";
    private static final Set<String> ABOUT_STACKS = Set.of("callers", "call-stacks", "stacks-folded");
    private static final String THREE_OPERATIONS = "SELECT string_agg(op_id::VARCHAR, ',' ORDER BY op_id)"
            + " FROM (FROM dma_op WHERE device = '0000:00:03.0' ORDER BY op_id LIMIT 3)";
    private static final String UNMAPPED_TWICE = "0xfffb000";
    private static final Path GOLDEN = Path.of("src/test/resources/org/dmatape/analyze/golden");
    private static final boolean WRITE = Boolean.getBoolean("dmatape.golden.write");

    @TempDir
    private static Path folder;

    private static @Nullable TapeDatabase database;
    private static @Nullable TapeDatabase withStacks;

    static Stream<String> queries() {
        return QueryCatalogue.shipped().all().stream()
                .filter(query -> query.kind() != QueryKind.TABLE)
                .map(CannedQuery::id);
    }

    @BeforeAll
    static void open() {
        database = ImportedRecording.open(RECORDING, folder);
        withStacks = ImportedRecording.open(WITH_STACKS, folder);
    }

    @AfterAll
    static void close() {
        Optional.ofNullable(database).ifPresent(TapeDatabase::close);
        Optional.ofNullable(withStacks).ifPresent(TapeDatabase::close);
    }

    @ParameterizedTest
    @MethodSource("queries")
    void theAnswerIsTheKnownOne(String id) throws IOException {
        TapeDatabase tape = Optional.ofNullable(ABOUT_STACKS.contains(id) ? withStacks : database)
                .orElseThrow();
        CannedQuery query = tape.catalogue().find(id).orElseThrow();
        String answer = tape.missingEvidence(query)
                .map(reason -> "not evaluated: " + reason + "\n")
                .orElseGet(() -> csv(tape, query));

        Path golden = GOLDEN.resolve(id + ".csv");
        if (WRITE) {
            Files.createDirectories(GOLDEN);
            Files.writeString(golden, answer);
        }
        assertThat(answer).isEqualTo(Files.readString(golden));
    }

    private static String csv(TapeDatabase tape, CannedQuery query) {
        try (ResultCursor cursor = tape.query(query, arguments(tape, query))) {
            ResultTable table = ResultTable.of(cursor);
            List<Integer> shown = IntStream.range(0, table.columns().size())
                    .filter(i -> !isEventNumber(table.columns().get(i)))
                    .boxed()
                    .toList();
            List<String> lines = new ArrayList<>();
            lines.add(String.join(
                    ",", shown.stream().map(i -> table.columns().get(i).name()).toList()));
            for (List<@Nullable Object> row : table.rows()) {
                lines.add(String.join(
                        ",", shown.stream().map(i -> cell(row.get(i))).toList()));
            }
            return String.join("\n", lines) + "\n";
        }
    }

    private static Map<String, String> arguments(TapeDatabase tape, CannedQuery query) {
        List<String> names =
                query.parameters().stream().map(QueryParameter::name).toList();
        if (names.contains("address")) {
            return Map.of("address", UNMAPPED_TWICE);
        }
        return names.contains("events") ? Map.of("events", threeOperations(tape)) : Map.of();
    }

    private static String threeOperations(TapeDatabase tape) {
        try (ResultCursor rows = tape.query(THREE_OPERATIONS)) {
            return rows.next() ? String.valueOf(rows.value(0)) : "";
        }
    }

    private static boolean isEventNumber(ResultColumn column) {
        return column.name().equals("events") || column.name().endsWith("_id");
    }

    private static String cell(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        String text = value.toString().replaceAll("event \\d+", "event N");
        return text.contains(",") ? '"' + text + '"' : text;
    }
}
