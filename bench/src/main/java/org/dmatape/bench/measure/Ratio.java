// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.bench.measure;

/// One figure over another, each measured several times.
///
/// @param median the medians' ratio
/// @param least the ratio had the runs that went worst for it been the typical ones
/// @param most the ratio had the runs that went best for it been the typical ones
public record Ratio(double median, double least, double most) {

    Ratio times(double factor) {
        return new Ratio(median * factor, least * factor, most * factor);
    }
}
