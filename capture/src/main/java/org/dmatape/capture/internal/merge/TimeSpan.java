// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.merge;

/// A stretch of the tape's clock.
///
/// @param firstNs time of the first event
/// @param lastNs time of the last event
public record TimeSpan(long firstNs, long lastNs) {}
