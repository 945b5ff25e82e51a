// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.facts.internal;

import java.util.BitSet;
import org.dmatape.format.schema.TapeColumn;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.replay.event.internal.column.ShortColumn;
import org.dmatape.replay.event.internal.column.TableCursor;

/// Which sources the rows of a table are from: goes through one column of it.
public final class SourceColumnCursor extends TableCursor {

    private final ShortColumn source;

    /// A cursor over a table's column of sources.
    public SourceColumnCursor(TapeTable table, TapeColumn sourceColumn) {
        super(table);
        source = column(sourceColumn, new ShortColumn());
    }

    /// The sources of all rows.
    public BitSet all() {
        BitSet sources = new BitSet();
        while (!ended()) {
            sources.set(source.get(row()));
            advance();
        }
        return sources;
    }
}
