// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.diff;

import java.util.Locale;

/// Changes as people read them.
final class Percent {

    private Percent() {}

    /// A ratio as a change: 1.05 is `+5.0%`; without a finite value `new`.
    static String ofRatio(double ratio) {
        return Double.isFinite(ratio) ? String.format(Locale.ROOT, "%+.1f%%", (ratio - 1) * 100) : "new";
    }

    /// A fraction: 0.05 is `5%`.
    static String ofFraction(double fraction) {
        String text = String.format(Locale.ROOT, "%.2f", fraction * 100);
        return text.replaceAll("\\.?0+$", "") + "%";
    }
}
