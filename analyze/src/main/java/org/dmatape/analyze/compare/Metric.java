// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.compare;

/// What is measured of a group of operations or requests. For all of them, less is better.
///
/// @param id column of the canned query it comes from, e.g. `total_ns`
/// @param unit `ns`, `bytes`, or empty for counts
public record Metric(String id, String unit) {

    /// Times are compared by their median and their tail, counts by their mean.
    boolean isTime() {
        return unit.equals("ns");
    }
}
