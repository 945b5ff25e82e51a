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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dmatape.analyze.fixture.ImportedRecording;
import org.dmatape.analyze.result.ResultColumn;
import org.dmatape.analyze.result.ResultCursor;
import org.dmatape.analyze.result.ResultTable;
import org.dmatape.queries.CannedQuery;
import org.dmatape.queries.QueryCatalogue;
import org.dmatape.queries.QueryKind;
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
    private static final String UNMAPPED_TWICE = "0xfffb000";
    private static final Path GOLDEN = Path.of("src/test/resources/org/dmatape/analyze/golden");
    private static final boolean WRITE = Boolean.getBoolean("dmatape.golden.write");

    @TempDir
    private static Path folder;

    private static @Nullable TapeDatabase database;

    static Stream<String> queries() {
        return QueryCatalogue.shipped().all().stream()
                .filter(query -> query.kind() != QueryKind.TABLE)
                .map(CannedQuery::id);
    }

    @BeforeAll
    static void open() {
        database = ImportedRecording.open(RECORDING, folder);
    }

    @AfterAll
    static void close() {
        Optional.ofNullable(database).ifPresent(TapeDatabase::close);
    }

    @ParameterizedTest
    @MethodSource("queries")
    void theAnswerIsTheKnownOne(String id) throws IOException {
        TapeDatabase tape = Optional.ofNullable(database).orElseThrow();
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
        boolean isAboutAnAddress = query.parameters().stream()
                .anyMatch(parameter -> parameter.name().equals("address"));
        Map<String, String> arguments = isAboutAnAddress ? Map.of("address", UNMAPPED_TWICE) : Map.of();
        try (ResultCursor cursor = tape.query(query, arguments)) {
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
