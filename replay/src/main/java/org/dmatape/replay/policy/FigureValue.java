// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.policy;

/// A figure of one policy.
///
/// @param value in the figure's unit
/// @param origin where it comes from
/// @param source the same in words: table, rule or model, with its parameters
public record FigureValue(long value, Origin origin, String source) {}
