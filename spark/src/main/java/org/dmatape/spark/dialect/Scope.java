// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.spark.dialect;

import java.util.HashMap;
import java.util.Map;

/// Where an expression stands.
///
/// @param key the capture of the row that is looked at, as SQL
/// @param aliases what tables are called here, by the name the query has for them
/// @param names makes names nobody else has
record Scope(String key, Map<String, String> aliases, FreshNames names) {

    /// The column that tells captures apart.
    static final String CAPTURE_KEY = "capture_key";

    Scope {
        aliases = Map.copyOf(aliases);
    }

    static Scope outermost() {
        return new Scope("", Map.of(), new FreshNames());
    }

    /// The same inside of a FROM clause.
    Scope inside(FromClause from) {
        Map<String, String> all = new HashMap<>(aliases);
        all.putAll(from.renamed());
        return new Scope(from.key(), all, names);
    }
}
