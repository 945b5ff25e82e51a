// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.series;

/// Which way a metric gets better.
public enum Goodness {
    /// A cost.
    LOWER_IS_BETTER,
    /// A rate.
    HIGHER_IS_BETTER,
    /// Neither way: a change is worth a look and is no regression, as with the number of operations of a workload.
    NEITHER
}
