// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dmatape.capture.importing.fixture.RowCollector;
import org.dmatape.format.schema.TapeTable;
import org.junit.jupiter.api.Test;

/// What a recording may make a tape hold of call stacks.
class StackRowsTest {

    private static final int MOST_STACKS = 1 << 16;
    private static final int MOST_CHARACTERS = 1 << 25;

    private final PlainTextPool texts = new PlainTextPool();
    private final RowCollector tables = new RowCollector(texts);
    private final StackRows rows = new StackRows(tables::table, texts);

    private static StackText stack(String frames) {
        return new StackText(Optional.of("caller"), Optional.empty(), frames);
    }

    @Test
    void aRecordingWithoutStacksAsksForNoTable() {
        rows.writeStacks();

        assertThat(rows.notes()).isEmpty();
        assertThat(tables.rows(TapeTable.CALL_STACK)).isEmpty();
    }

    @Test
    void operationsWhoseStackIsOneTooManyAreCounted() {
        for (int i = 0; i < MOST_STACKS; i++) {
            rows.attach(i, rows.add(() -> stack("f")));
        }
        rows.attach(MOST_STACKS, rows.add(() -> stack("g")));
        rows.writeStacks();

        assertThat(tables.rows(TapeTable.CALL_STACK)).hasSize(MOST_STACKS);
        assertThat(tables.rows(TapeTable.EVENT_STACK)).hasSize(MOST_STACKS);
        assertThat(rows.notes()).singleElement().asString().contains("call stacks of 1 operations are missing");
    }

    @Test
    void ofStacksThatAreTooLongTogetherTheCallerIsKept() {
        String half = "f".repeat(MOST_CHARACTERS / 2);
        for (String frames : List.of(half, half + ";g", "g;h")) {
            rows.attach(0, rows.add(() -> stack(frames)));
        }
        rows.writeStacks();

        assertThat(tables.rows(TapeTable.CALL_STACK))
                .extracting(row -> row.get("frames"))
                .containsExactly(half, "caller", "g;h");
        assertThat(tables.rows(TapeTable.CALL_STACK)).extracting(Map::keySet).allMatch(set -> set.contains("caller"));
        assertThat(rows.notes()).singleElement().asString().contains("Of 1 call stacks only the caller is kept");
    }
}
