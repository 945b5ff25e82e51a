// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.check;

import java.util.OptionalLong;

/// Events lost on one CPU.
///
/// @param cpu the CPU
/// @param fromNs time of the last event before the loss
/// @param toNs time of the first event after it
/// @param events how many; empty where the kernel did not count them
public record LossSpan(int cpu, long fromNs, long toNs, OptionalLong events) {}
