// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.bench.bar;

import java.util.Collection;

/// Whether a bar is met.
public enum Verdict {
    /// It is.
    PASS("pass"),
    /// It is not.
    MISS("miss"),
    /// Nothing was measured: a program is missing, or failed.
    NOT_MEASURED("not measured");

    private final String label;

    Verdict(String label) {
        this.label = label;
    }

    /// As shown.
    public String label() {
        return label;
    }

    /// The worst of several, where a miss that was measured weighs more than what was not measured.
    public static Verdict worst(Collection<BarResult> results) {
        if (results.stream().anyMatch(result -> result.verdict() == MISS)) {
            return MISS;
        }
        return results.stream().anyMatch(result -> result.verdict() == NOT_MEASURED) ? NOT_MEASURED : PASS;
    }
}
