// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.testing;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dmatape.format.schema.ColumnType;
import org.dmatape.format.schema.TapeColumn;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.format.write.TableAppender;
import org.dmatape.format.write.TapeWriter;
import org.dmatape.format.write.TextPool;

/// Rows whose every value follows from seed, row and column, so that what was written need not be kept to know
/// what must be read.
///
/// @param seed tells one set of rows from another
/// @param distinctTexts different texts per column
public record SyntheticRows(long seed, int distinctTexts) {

    /// Appends rows to a table.
    public void append(TapeWriter writer, TapeTable table, int count) {
        append(writer.table(table), writer.texts(), table, count);
    }

    /// Appends rows to a table.
    public void append(TableAppender appender, TextPool texts, TapeTable table, int count) {
        for (int i = 0; i < count; i++) {
            long row = appender.beginRow();
            for (TapeColumn column : table.columns()) {
                if (!isNull(row, column)) {
                    append(texts, appender, row, column);
                }
            }
        }
    }

    private void append(TextPool texts, TableAppender appender, long row, TapeColumn column) {
        switch (column.spec().type()) {
            case TEXT -> appender.setText(column, texts.idOf(text(row, column)));
            case BOOL -> appender.setBoolean(column, bool(row, column));
            case INT64, UINT64, INT32, UINT32, UINT16 -> appender.setLong(column, number(row, column));
        }
    }

    /// The row as a reader should see it; without the columns that are null.
    public Map<String, Object> row(TapeTable table, long row) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (TapeColumn column : table.columns()) {
            if (!isNull(row, column)) {
                values.put(column.columnName(), value(row, column));
            }
        }
        return values;
    }

    private Object value(long row, TapeColumn column) {
        return switch (column.spec().type()) {
            case TEXT -> text(row, column);
            case BOOL -> bool(row, column);
            case INT64, UINT64, INT32, UINT32, UINT16 -> number(row, column);
        };
    }

    private boolean isNull(long row, TapeColumn column) {
        return column.spec().nullable() && hash(row, column, 1) % 3 == 0;
    }

    private String text(long row, TapeColumn column) {
        return "text " + Math.floorMod(hash(row, column, 2), distinctTexts);
    }

    private boolean bool(long row, TapeColumn column) {
        return (hash(row, column, 3) & 1) != 0;
    }

    /// As wide as the column, sign or none.
    private long number(long row, TapeColumn column) {
        long bits = hash(row, column, 4);
        ColumnType type = column.spec().type();
        return switch (type) {
            case INT32 -> (int) bits;
            case UINT32 -> Integer.toUnsignedLong((int) bits);
            case UINT16 -> Short.toUnsignedLong((short) bits);
            case INT64, UINT64, BOOL, TEXT -> bits;
        };
    }

    private long hash(long row, TapeColumn column, int purpose) {
        long mixed = (seed * 31 + row) * 0x9E37_79B9_7F4A_7C15L + column.ordinal() * 0xD6E8_FEB8_6659_FD93L + purpose;
        mixed = (mixed ^ (mixed >>> 32)) * 0xD6E8_FEB8_6659_FD93L;
        return mixed ^ (mixed >>> 29);
    }
}
