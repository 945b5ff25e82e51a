// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.series;

import java.time.Instant;
import java.time.LocalDate;

/// Somebody's word that a change of a metric is wanted: nights before it are no baseline any more.
///
/// @param scenario what was run
/// @param metric name of the metric
/// @param night first night of the new baseline
/// @param reason why, in the words of who accepted it
/// @param acceptedAt when
public record AcceptedBaseline(String scenario, String metric, LocalDate night, String reason, Instant acceptedAt) {}
