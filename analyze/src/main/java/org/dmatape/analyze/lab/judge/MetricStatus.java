// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.judge;

import java.util.Locale;

/// What became of a metric this night.
public enum MetricStatus {
    /// Changed tonight for the worse.
    REGRESSED,
    /// Worse since an earlier night.
    STILL_REGRESSED,
    /// Changed tonight, and neither way is better.
    CHANGED,
    /// Changed tonight for the better.
    IMPROVED,
    /// As before.
    UNCHANGED,
    /// Its nights vary too much for one of them to say something; only change points are looked for.
    ERRATIC,
    /// Too few nights to compare with.
    LEARNING,
    /// Too few runs tonight.
    INCONCLUSIVE;

    /// As people and programs read it: `still-regressed`.
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
