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
}
