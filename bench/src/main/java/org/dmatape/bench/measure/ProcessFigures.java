// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.bench.measure;

/// What one process took.
///
/// @param wallNs from starting it to its end
/// @param cpuNs processor time of all its threads, in user and kernel mode
/// @param peakRssBytes the most memory it had resident
public record ProcessFigures(long wallNs, long cpuNs, long peakRssBytes) {}
