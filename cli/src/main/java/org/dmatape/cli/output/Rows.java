// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.output;

import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rows to be written, one after the other; nothing holds them all.
public interface Rows {

    /// What each value of a row is.
    List<Column> columns();

    /// Goes to the next row.
    ///
    /// @return false when there is none
    boolean advance();

    /// A value of the current row: `String`, `Long`, `BigInteger`, `Double`, `Boolean`, or null where it is unknown.
    @Nullable
    Object value(int column);

    /// Whether what was written so far is wanted now, because the next row may take a while. Rows that are watched as
    /// they come say so.
    default boolean isFlushDue() {
        return false;
    }

    /// Rows that are all there already.
    static Rows of(List<Column> columns, List<? extends List<? extends @Nullable Object>> rows) {
        Iterator<? extends List<? extends @Nullable Object>> remaining = rows.iterator();
        return new Rows() {
            private List<? extends @Nullable Object> row = List.of();

            @Override
            public List<Column> columns() {
                return columns;
            }

            @Override
            public boolean advance() {
                if (!remaining.hasNext()) {
                    return false;
                }
                row = remaining.next();
                return true;
            }

            @Override
            public @Nullable Object value(int column) {
                return row.get(column);
            }
        };
    }
}
