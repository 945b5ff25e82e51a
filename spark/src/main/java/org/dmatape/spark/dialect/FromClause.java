// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.spark.dialect;

import java.util.List;
import java.util.Map;

/// A FROM clause that was written.
///
/// @param sql what follows FROM
/// @param items its tables, in order
/// @param renamed the tables that are called otherwise than in the query
/// @param shared whether columns are shared with USING
record FromClause(String sql, List<Item> items, Map<String, String> renamed, boolean shared) {

    /// A table, or a column that holds the rows of one.
    ///
    /// @param hidden only its existence is asked for: the right side of a SEMI or ANTI JOIN
    record Item(String alias, boolean isColumn, boolean hidden) {}

    FromClause {
        items = List.copyOf(items);
        renamed = Map.copyOf(renamed);
    }

    /// The capture of a row. The first table is on the preserved side of every join.
    String key() {
        return items.getFirst().alias() + "." + Scope.CAPTURE_KEY;
    }

    /// What a bare star means: every column but the capture's.
    String star() {
        List<Item> visible = items.stream().filter(item -> !item.hidden()).toList();
        if (visible.size() == 1 || !shared) {
            return String.join(
                    ", ", visible.stream().map(item -> starOf(item.alias())).toList());
        }
        return "* EXCEPT (" + Scope.CAPTURE_KEY + ")";
    }

    static String starOf(String alias) {
        return alias + ".* EXCEPT (" + Scope.CAPTURE_KEY + ")";
    }
}
