// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.tracedat;

/// What importing a bomb took.
///
/// @param fileBytes size of its file
/// @param processorMs processor time of the process
/// @param peakMib how much larger than before the process became
/// @param outcome events that were read, or why it was refused
record BombCost(Bomb bomb, long fileBytes, long processorMs, long peakMib, String outcome) {

    private static final String SEPARATOR = "\t";

    String line() {
        return String.join(
                SEPARATOR,
                bomb.name(),
                Long.toString(fileBytes),
                Long.toString(processorMs),
                Long.toString(peakMib),
                outcome);
    }

    static BombCost parse(String line) {
        String[] parts = line.split(SEPARATOR, 5);
        return new BombCost(
                Bomb.valueOf(parts[0]),
                Long.parseLong(parts[1]),
                Long.parseLong(parts[2]),
                Long.parseLong(parts[3]),
                parts[4]);
    }
}
