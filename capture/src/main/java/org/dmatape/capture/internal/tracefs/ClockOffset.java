// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.tracefs;

/// How far one clock is from another.
///
/// @param offsetNs what is added to its times
/// @param errorNs bound of the error
public record ClockOffset(long offsetNs, long errorNs) {

    /// Bound of the error when this is used where `now` was true: clocks drift.
    public ClockOffset usedAt(ClockOffset now) {
        return new ClockOffset(offsetNs, now.errorNs + Math.abs(now.offsetNs - offsetNs));
    }
}
