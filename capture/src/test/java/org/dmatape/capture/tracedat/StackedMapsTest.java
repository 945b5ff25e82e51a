// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.tracedat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dmatape.capture.importing.fixture.ImportedRows;
import org.dmatape.format.schema.TapeTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The seed of the fuzzer that has call stacks, read as it is.
class StackedMapsTest {

    @TempDir
    private Path folder;

    @Test
    void everyMappingHasItsStack() throws IOException {
        ImportedRows rows = ImportedRows.of(Files.write(folder.resolve("trace.dat"), StackedMaps.traceDat()));

        assertThat(rows.tables().rows(TapeTable.EVENT_STACK)).hasSize(4);
        assertThat(rows.tables().rows(TapeTable.CALL_STACK).stream()
                        .map(row -> String.valueOf(row.get("frames")).split(";", -1).length))
                .as("one was begun by an interrupt, one is deeper than what is kept, one claims more than it has")
                .containsExactly(3, 3, 64, 2);
    }
}
