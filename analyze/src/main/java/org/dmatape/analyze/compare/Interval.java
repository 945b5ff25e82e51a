// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.compare;

/// Where a value lies with a given confidence.
///
/// @param low lower end
/// @param high upper end
public record Interval(double low, double high) {}
