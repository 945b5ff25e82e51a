// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.result;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A small result, whole.
///
/// @param columns the columns
/// @param rows one list of values per row, as [ResultCursor#value] gives them
public record ResultTable(List<ResultColumn> columns, List<List<@Nullable Object>> rows) {

    /// Copies the columns.
    public ResultTable {
        columns = List.copyOf(columns);
        rows = Collections.unmodifiableList(new ArrayList<>(rows));
    }

    /// All rows of a cursor.
    public static ResultTable of(ResultCursor cursor) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        while (cursor.next()) {
            List<@Nullable Object> row = new ArrayList<>();
            for (int i = 0; i < cursor.columns().size(); i++) {
                row.add(cursor.value(i));
            }
            rows.add(Collections.unmodifiableList(row));
        }
        return new ResultTable(cursor.columns(), rows);
    }
}
