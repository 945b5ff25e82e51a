// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.perfetto.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.dmatape.analyze.result.ResultCursor;
import org.jspecify.annotations.Nullable;

/// The current row of a timeline query, by the names of its columns.
final class TimelineRow {

    private final ResultCursor rows;
    private final Map<String, Integer> indexes = new HashMap<>();

    TimelineRow(ResultCursor rows) {
        this.rows = rows;
        for (int i = 0; i < rows.columns().size(); i++) {
            indexes.put(rows.columns().get(i).name(), i);
        }
    }

    boolean next() {
        return rows.next();
    }

    /// Text that is always there.
    String name(String column) {
        return String.valueOf(value(column));
    }

    @Nullable
    String text(String column) {
        Object found = value(column);
        return found == null ? null : found.toString();
    }

    @Nullable
    Number number(String column) {
        return value(column) instanceof Number found ? found : null;
    }

    /// A number that may be unknown.
    OptionalLong optional(String column) {
        return value(column) instanceof Number found ? OptionalLong.of(found.longValue()) : OptionalLong.empty();
    }

    /// A number that is always there.
    long required(String column) {
        return optional(column).orElseThrow();
    }

    private @Nullable Object value(String column) {
        Integer index = indexes.get(column);
        if (index == null) {
            throw new IllegalStateException("the timeline query has no column " + column);
        }
        return rows.value(index);
    }
}
