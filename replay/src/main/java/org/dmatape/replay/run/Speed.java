// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.run;

/// How fast a tape is replayed.
///
/// @param factor 1 as recorded, 2 twice as fast, 0.5 half as fast; 0 without waiting at all
public record Speed(double factor) {

    /// Without waiting.
    public static final Speed MAX = new Speed(0);

    private static final double SLOWEST = 1e-6;
    private static final double FASTEST = 1e6;

    /// Reads `max` or a factor.
    ///
    /// @throws IllegalArgumentException when it is neither
    public static Speed parse(String text) {
        if (text.equalsIgnoreCase("max")) {
            return MAX;
        }
        if (text.matches("[0-9]{1,9}(\\.[0-9]{1,9})?")) {
            double factor = Double.parseDouble(text);
            if (factor >= SLOWEST && factor <= FASTEST) {
                return new Speed(factor);
            }
        }
        throw new IllegalArgumentException(
                "'" + text + "' is no speed: expected max, or a factor from 0.000001 to 1000000 such as 1 or 0.5");
    }

    /// Whether there is nothing to wait for.
    public boolean isMax() {
        return factor == 0;
    }

    @Override
    public String toString() {
        return isMax() ? "max" : factor == Math.rint(factor) ? Long.toString((long) factor) : Double.toString(factor);
    }
}
