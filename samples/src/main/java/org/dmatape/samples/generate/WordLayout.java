// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate;

import java.nio.ByteOrder;

/// How the machine lays out what it records.
///
/// @param byteOrder its byte order
/// @param longBytes bytes of a kernel `long`, 4 or 8
/// @param eightByteAlignment whether records are aligned to eight bytes, as on machines that need it
public record WordLayout(ByteOrder byteOrder, int longBytes, boolean eightByteAlignment) {

    /// As on x86-64.
    public static final WordLayout X86_64 = of(ByteOrder.LITTLE_ENDIAN, Long.BYTES);

    /// Refuses machines that do not exist.
    public WordLayout {
        GeneratorLimits.require(
                longBytes == Integer.BYTES || longBytes == Long.BYTES,
                "a kernel long has 4 or 8 bytes, not " + longBytes);
    }

    /// Records aligned to four bytes.
    public static WordLayout of(ByteOrder byteOrder, int longBytes) {
        return new WordLayout(byteOrder, longBytes, false);
    }

    /// The same with records aligned to eight bytes.
    public WordLayout withEightByteAlignment() {
        return new WordLayout(byteOrder, longBytes, true);
    }

    /// Whether words have the size and the byte order of x86-64.
    boolean hasWordsOfX86() {
        return longBytes == Long.BYTES && byteOrder == ByteOrder.LITTLE_ENDIAN;
    }
}
