// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.judge.alert;

import java.util.Locale;

/// What raises an alert about a metric.
public enum Rule {
    /// The runs of one night against those of the nights before.
    NIGHT,
    /// A point in the history at which the level of the nights changed.
    CHANGE_POINT;

    /// As people and programs read it: `night`, `change-point`.
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
