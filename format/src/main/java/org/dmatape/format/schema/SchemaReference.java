// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The tables and columns of a tape as Markdown, for the reference.
public final class SchemaReference {

    private SchemaReference() {}

    /// One section per table, one line per column.
    public static List<String> markdown() {
        List<String> lines = new ArrayList<>();
        for (TapeTable table : TapeTable.values()) {
            lines.add("## " + table.tableName());
            lines.add("");
            lines.add("| column | type | unit | null | meaning |");
            lines.add("|---|---|---|---|---|");
            table.columns().forEach(column -> lines.add(line(column)));
            lines.add("");
        }
        return lines;
    }

    private static String line(TapeColumn column) {
        ColumnSpec spec = column.spec();
        return "| " + column.columnName() + " | " + typeName(spec.type()) + " | " + spec.unit() + " | "
                + (spec.nullable() ? "yes" : "no") + " | " + spec.meaning().replace("|", "\\|") + " |";
    }

    private static String typeName(ColumnType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }
}
