// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.series;

/// Something measured of a capture.
///
/// @param name id, unique within the lab, e.g. `map_p99_ns`
/// @param unit `ns`, `bytes`, or empty for counts and ratios
/// @param goodness which way it gets better
public record Metric(String name, String unit, Goodness goodness) {}
