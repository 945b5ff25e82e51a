// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.check;

import java.util.Locale;

/// What a whole tape is worth.
public enum Verdict {
    /// Every check that matters could look, and none found anything at or above the severity asked for.
    CLEAN,
    /// There is a finding at or above the severity asked for.
    FINDINGS,
    /// Nothing was found, but lost events may hide something, or there was nothing to look at.
    INCONCLUSIVE;

    /// As reports write it.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
