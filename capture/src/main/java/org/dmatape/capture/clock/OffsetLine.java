// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock;

/// An offset that changes steadily: `intercept + slope * x`.
///
/// @param slope drift, nanoseconds per nanosecond
/// @param intercept offset at x = 0, in nanoseconds
record OffsetLine(double slope, double intercept) {

    double at(double x) {
        return intercept + slope * x;
    }

    /// The line in the middle of four; in the middle of lines that keep a convex set of conditions it keeps them too.
    static OffsetLine middle(OffsetLine a, OffsetLine b, OffsetLine c, OffsetLine d) {
        return new OffsetLine(
                (a.slope + b.slope + c.slope + d.slope) / 4,
                (a.intercept + b.intercept + c.intercept + d.intercept) / 4);
    }
}
