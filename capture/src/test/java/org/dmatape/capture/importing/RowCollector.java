// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dmatape.format.schema.TapeColumn;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.format.write.TableAppender;
import org.dmatape.format.write.TextPool;

/// Tables in memory, for looking at the rows an import makes.
public final class RowCollector {

    private final Map<TapeTable, Table> tables = new EnumMap<>(TapeTable.class);
    private final TextPool texts;

    public RowCollector(TextPool texts) {
        this.texts = texts;
    }

    public TableAppender table(TapeTable table) {
        return tables.computeIfAbsent(table, ignored -> new Table());
    }

    /// The rows of a table: column name to value (Long, String or Boolean); unset columns are missing.
    public List<Map<String, Object>> rows(TapeTable table) {
        return tables.computeIfAbsent(table, ignored -> new Table()).rows;
    }

    private final class Table implements TableAppender {

        private final List<Map<String, Object>> rows = new ArrayList<>();

        @Override
        public long beginRow() {
            rows.add(new LinkedHashMap<>());
            return rows.size() - 1L;
        }

        @Override
        public void setLong(TapeColumn column, long value) {
            patchLong(rows.size() - 1L, column, value);
        }

        @Override
        public void setText(TapeColumn column, int textId) {
            patchText(rows.size() - 1L, column, textId);
        }

        @Override
        public void setBoolean(TapeColumn column, boolean value) {
            patchBoolean(rows.size() - 1L, column, value);
        }

        @Override
        public boolean patchLong(long row, TapeColumn column, long value) {
            rows.get((int) row).put(column.columnName(), value);
            return true;
        }

        @Override
        public boolean patchText(long row, TapeColumn column, int textId) {
            rows.get((int) row).put(column.columnName(), texts.textOf(textId));
            return true;
        }

        @Override
        public boolean patchBoolean(long row, TapeColumn column, boolean value) {
            rows.get((int) row).put(column.columnName(), value);
            return true;
        }

        @Override
        public long rowCount() {
            return rows.size();
        }
    }
}
