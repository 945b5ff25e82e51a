// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.simpletrace;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/// What a binary trace begins with, in the byte order of the machine that wrote it.
///
/// ```
///   0                  8                  16                 24
///   +------------------+------------------+------------------+
///   | ff ff ff ff ...  | f2b177cb0aa429b4 | version          |
///   +------------------+------------------+------------------+
/// ```
/// Source: trace/simple.c. Versions 0, 2 and 3 (QEMU before 2.8) have no names of events in the file.
///
/// @param order byte order of the file
/// @param version version of the format
record TraceHeader(ByteOrder order, long version) {

    /// Bytes of the header.
    static final int BYTES = 24;

    private static final long BEGIN = -1;
    private static final long MAGIC = 0xf2b177cb0aa429b4L;
    private static final int MAGIC_OFFSET = 8;
    private static final int VERSION_OFFSET = 16;

    /// Reads a header; empty when the file begins otherwise.
    static Optional<TraceHeader> read(byte[] head) {
        if (head.length < BYTES) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(head);
        for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
            bytes.order(order);
            if (bytes.getLong(0) == BEGIN && bytes.getLong(MAGIC_OFFSET) == MAGIC) {
                return Optional.of(new TraceHeader(order, bytes.getLong(VERSION_OFFSET)));
            }
        }
        return Optional.empty();
    }
}
