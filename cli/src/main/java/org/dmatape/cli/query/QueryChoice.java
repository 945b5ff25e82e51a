// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.query;

import java.util.Locale;
import org.dmatape.queries.QueryKind;

/// The kinds of canned queries a user can run.
public enum QueryChoice {
    /// Looks for one kind of mistake.
    CHECK(QueryKind.CHECK),
    /// Measures what mapping costs.
    COST(QueryKind.COST),
    /// Answers what somebody browsing a tape asks.
    BROWSE(QueryKind.BROWSE),
    /// Gathers what a comparison needs.
    COMPARE(QueryKind.COMPARE);

    private final QueryKind kind;

    QueryChoice(QueryKind kind) {
        this.kind = kind;
    }

    QueryKind kind() {
        return kind;
    }

    /// The name the user types.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
