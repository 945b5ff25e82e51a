// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.output;

/// A number with what it counts: `1 error`, `2 errors`.
public final class Counted {

    private Counted() {}

    /// The number and the thing, which takes an s when there is not exactly one.
    public static String of(long count, String thing) {
        return count + " " + thing + (count == 1 ? "" : "s");
    }
}
