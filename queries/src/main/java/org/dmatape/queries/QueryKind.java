// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.queries;

/// What a canned query is for.
public enum QueryKind {
    /// Defines tables or views that other queries build on; it returns no rows of its own.
    TABLE,
    /// Looks for one kind of mistake and returns findings.
    CHECK,
    /// Measures what mapping costs.
    COST,
    /// Answers a question somebody browsing a tape asks.
    BROWSE,
    /// Gathers what a comparison of recordings needs from one of them.
    COMPARE
}
