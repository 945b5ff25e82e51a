// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.eventformat;

import java.util.Optional;

/// One line of a format text: `field:TYPE NAME;  offset:N;  size:N;  signed:N;`.
///
/// @param declaration the C declaration, e.g. `__data_loc char[] device`
/// @param offset bytes from the start
/// @param sizeBytes bytes taken
/// @param signed whether the number is signed
record FieldLine(String declaration, int offset, int sizeBytes, boolean signed) {

    static final String PREFIX = "field:";

    private static final int LARGEST_OFFSET = 1 << 20;

    /// What the line says, or empty when it is no proper field line.
    static Optional<FieldLine> parse(String line) {
        int end = line.indexOf(';');
        if (!line.startsWith(PREFIX) || end < 0) {
            return Optional.empty();
        }
        int offset = number(line, "offset:");
        int sizeBytes = number(line, "size:");
        if (offset < 0 || sizeBytes < 0) {
            return Optional.empty();
        }
        String declaration = line.substring(PREFIX.length(), end).strip();
        return Optional.of(new FieldLine(declaration, offset, sizeBytes, number(line, "signed:") > 0));
    }

    /// The number behind a key, -1 when there is none within reason.
    private static int number(String line, String key) {
        int begin = line.indexOf(key, line.indexOf(';'));
        int end = line.indexOf(';', begin);
        if (begin < 0 || end < 0) {
            return -1;
        }
        try {
            int value = Integer.parseInt(line, begin + key.length(), end, 10);
            return value <= LARGEST_OFFSET ? value : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
