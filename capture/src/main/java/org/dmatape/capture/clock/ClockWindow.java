// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock;

/// How a source's clock relates to the tape's in a stretch of time.
///
/// @param fromNs begin, on the tape's clock
/// @param toNs end, on the tape's clock
/// @param offsetNs what is added to the source's times, in the middle of the stretch
/// @param uncertaintyNs how wrong that may be anywhere in the stretch
public record ClockWindow(long fromNs, long toNs, long offsetNs, long uncertaintyNs) {}
