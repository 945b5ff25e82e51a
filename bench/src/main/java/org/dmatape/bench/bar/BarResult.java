// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.bench.bar;

import java.util.OptionalDouble;

/// How a run did against a bar.
///
/// @param bar the bar
/// @param value what was measured, if it could be
/// @param detail between which figures the runs leave the value and on what it was taken; or why it was not measured
public record BarResult(Bar bar, OptionalDouble value, String detail) {

    /// A bar that was measured.
    public static BarResult measured(Bar bar, double value, String detail) {
        return new BarResult(bar, OptionalDouble.of(value), detail);
    }

    /// A bar that could not be measured.
    public static BarResult notMeasured(Bar bar, String reason) {
        return new BarResult(bar, OptionalDouble.empty(), reason);
    }

    /// Whether the bar is met.
    public Verdict verdict() {
        if (value.isEmpty()) {
            return Verdict.NOT_MEASURED;
        }
        return bar.isMetBy(value.getAsDouble()) ? Verdict.PASS : Verdict.MISS;
    }
}
