// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock;

/// A guess how two clocks relate: at one moment of the device's clock, the driver's is so much ahead.
///
/// @param deviceNs moment on the device's clock
/// @param offsetNs what to add for the driver's clock
/// @param drift how much the offset grows from there, per unit of time
/// @param mismatchNs how badly the patterns behind the guess fit, per gap
record Guess(long deviceNs, long offsetNs, double drift, long mismatchNs) {

    /// The same guess of clocks that drift apart.
    Guess drifting(double newDrift) {
        return new Guess(deviceNs, offsetNs, newDrift, mismatchNs);
    }

    /// The same guess with another offset.
    Guess moved(long newOffsetNs) {
        return new Guess(deviceNs, newOffsetNs, drift, mismatchNs);
    }
}
