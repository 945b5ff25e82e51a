// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock.offset;

/// An offset that changes steadily: `intercept + slope * x`.
///
/// @param slope drift, nanoseconds per nanosecond
/// @param intercept offset at x = 0, in nanoseconds
public record OffsetLine(double slope, double intercept) {

    /// The offset at a moment.
    public double at(double x) {
        return intercept + slope * x;
    }
}
