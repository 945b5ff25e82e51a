// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.check;

import java.util.OptionalLong;

/// Events lost on one CPU, or lines that a log of the device's side did not print.
///
/// @param cpu the CPU
/// @param fromNs time of the last event before the loss
/// @param toNs time of the first event after it
/// @param events how many; empty where the kernel did not count them
/// @param ofDriver whether operations of the driver may be missing
/// @param toldElsewhere whether another source, without a loss, tells what a log of the device's side left out
public record LossSpan(int cpu, long fromNs, long toNs, OptionalLong events, boolean ofDriver, boolean toldElsewhere) {}
