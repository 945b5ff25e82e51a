// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.check;

import java.util.Locale;

/// What came of a check.
public enum CheckStatus {
    /// It found something.
    FOUND,
    /// It looked and found nothing.
    NONE,
    /// It could not look; the reason says why.
    NOT_EVALUATED;

    /// As reports write it.
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
