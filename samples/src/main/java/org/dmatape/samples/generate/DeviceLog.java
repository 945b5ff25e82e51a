// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate;

import java.nio.file.Path;

/// The log of the device's side that goes with a recording, in the form of QEMU 7.2 with `-msg timestamp=on`.
///
/// @param file the log to write; replaced when it exists
/// @param offsetNs what the device's clock shows when the driver's is at zero
/// @param driftPpm how many microseconds it gains in each second of the driver's clock, -1000 to 1000
public record DeviceLog(Path file, long offsetNs, int driftPpm) {

    /// An offset like that of a wall clock and a machine that has just booted.
    public static final long WALL_CLOCK_OFFSET_NS = 1_795_327_400_123_456_789L;

    private static final long MAX_OFFSET_NS = 4_000_000_000_000_000_000L;
    private static final int MAX_DRIFT_PPM = 1_000;

    public DeviceLog {
        if (offsetNs < 0 || offsetNs > MAX_OFFSET_NS) {
            throw new IllegalArgumentException(
                    "the device's clock is 0 to " + MAX_OFFSET_NS + " ns ahead, not " + offsetNs);
        }
        if (driftPpm < -MAX_DRIFT_PPM || driftPpm > MAX_DRIFT_PPM) {
            throw new IllegalArgumentException(
                    "clocks drift apart by -" + MAX_DRIFT_PPM + " to " + MAX_DRIFT_PPM + " ppm, not " + driftPpm);
        }
    }

    /// A log stamped by a wall clock that does not drift.
    public static DeviceLog to(Path file) {
        return new DeviceLog(file, WALL_CLOCK_OFFSET_NS, 0);
    }

    /// The same with another clock.
    public DeviceLog withClock(long clockOffsetNs, int clockDriftPpm) {
        return new DeviceLog(file, clockOffsetNs, clockDriftPpm);
    }

    /// The time on the device's clock.
    ///
    /// @param driverNs the time on the driver's clock
    public long deviceNs(long driverNs) {
        return driverNs + Math.floorDiv(driverNs * driftPpm, 1_000_000L) + offsetNs;
    }
}
