// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.query;

import java.util.List;
import org.dmatape.analyze.result.ResultCursor;
import org.dmatape.cli.output.Column;
import org.dmatape.cli.output.Rows;
import org.jspecify.annotations.Nullable;

/// The rows of a query on their way out.
public final class CursorRows implements Rows {

    private final ResultCursor cursor;
    private final List<Column> columns;
    private long count;

    /// The rows of an open cursor.
    public CursorRows(ResultCursor cursor) {
        this.cursor = cursor;
        this.columns = ResultRows.columns(cursor.columns());
    }

    @Override
    public List<Column> columns() {
        return columns;
    }

    @Override
    public boolean advance() {
        boolean isThere = cursor.next();
        count += isThere ? 1 : 0;
        return isThere;
    }

    /// Rows so far.
    long count() {
        return count;
    }

    @Override
    public @Nullable Object value(int column) {
        return cursor.value(column);
    }
}
