// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaReferenceTest {

    @Test
    void everyColumnHasALineWithFiveCells() {
        List<String> lines = SchemaReference.markdown();

        for (TapeTable table : TapeTable.values()) {
            assertThat(lines).contains("## " + table.tableName());
        }
        long columns = Arrays.stream(TapeTable.values())
                .mapToLong(table -> table.columns().size())
                .sum();
        assertThat(lines.stream().filter(line -> line.matches("\\| [a-z_0-9]+ \\| (u?int|bool|text).*")))
                .hasSize((int) columns)
                .allMatch(line -> line.split(" \\| ", -1).length == 5);
    }

    @Test
    void aColumnSaysTypeUnitAndMeaning() {
        assertThat(SchemaReference.markdown()).contains("| ts_ns | int64 | ns | no | time on the tape's clock |");
    }
}
