// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.judge.alert;

import java.util.Locale;
import org.dmatape.analyze.lab.series.Goodness;

/// What a change of a metric means.
public enum Direction {
    /// It got worse.
    REGRESSED,
    /// It got better.
    IMPROVED,
    /// It changed, and neither way is better.
    CHANGED;

    /// @param effect relative change, above zero for a rise
    public static Direction of(Goodness goodness, double effect) {
        return switch (goodness) {
            case LOWER_IS_BETTER -> effect > 0 ? REGRESSED : IMPROVED;
            case HIGHER_IS_BETTER -> effect > 0 ? IMPROVED : REGRESSED;
            case NEITHER -> CHANGED;
        };
    }

    /// As people and programs read it.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
