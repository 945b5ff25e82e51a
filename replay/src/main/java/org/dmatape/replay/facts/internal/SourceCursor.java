// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.facts.internal;

import java.util.HashMap;
import java.util.Map;
import org.dmatape.format.schema.SourceColumn;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.replay.event.Names;
import org.dmatape.replay.event.internal.column.NameColumn;
import org.dmatape.replay.event.internal.column.ShortColumn;
import org.dmatape.replay.event.internal.column.TableCursor;

/// Table `source`, which is small and read whole.
public final class SourceCursor extends TableCursor {

    private final Names files = new Names();
    private final ShortColumn source = column(SourceColumn.SOURCE_ID, new ShortColumn());
    private final NameColumn path = column(SourceColumn.PATH, new NameColumn(files));
    private final Map<Integer, String> paths = new HashMap<>();

    /// A cursor.
    public SourceCursor() {
        super(TapeTable.SOURCE);
    }

    /// The file of each.
    public Map<Integer, String> all() {
        while (!ended()) {
            int row = row();
            paths.put(source.get(row), path.isNull(row) ? "unnamed" : files.name(path.get(row)));
            advance();
        }
        return paths;
    }
}
