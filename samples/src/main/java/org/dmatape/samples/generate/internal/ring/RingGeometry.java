// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.ring;

import java.nio.ByteOrder;

/// Layout of a sub-buffer and its entries (kernel: `kernel/trace/ring_buffer.c`, `struct buffer_data_page`).
///
///     sub-buffer                         entry, little endian           entry, big endian
///     0        8 time stamp              bits 0-4   type_len            bits 27-31 type_len
///     8        L commit (L: long)        bits 5-31  time_delta          bits 0-26  time_delta
///     8+L      entries                   then the payload               then the payload
///
/// @param subBufferBytes size of a sub-buffer
/// @param byteOrder byte order of the machine
/// @param longBytes bytes of a kernel `long`
/// @param eightByteAlignment whether every record starts at a multiple of eight bytes and has an explicit length
public record RingGeometry(int subBufferBytes, ByteOrder byteOrder, int longBytes, boolean eightByteAlignment) {

    static final int TIME_STAMP_OFFSET = 0;
    static final int COMMIT_OFFSET = 8;

    /// In `commit`: events were lost before this sub-buffer.
    static final int MISSED_EVENTS = 1 << 31;

    /// In `commit`: how many were lost stands behind the entries, as a `long`.
    static final int MISSED_STORED = 1 << 30;

    static final int TYPE_PADDING = 29;
    static final int TYPE_TIME_EXTEND = 30;
    static final int TYPE_TIME_STAMP = 31;

    /// Payloads up to this are described by `type_len` in units of four bytes.
    static final int MAX_SMALL_PAYLOAD = 28 * 4;

    static final int TIME_DELTA_BITS = 27;
    static final long MAX_TIME_DELTA = (1L << TIME_DELTA_BITS) - 1;

    /// Bytes of a time extend or an absolute time stamp.
    static final int TIME_ENTRY_BYTES = 8;

    /// Offset of the first entry.
    public int dataOffset() {
        return COMMIT_OFFSET + longBytes;
    }

    /// Bytes of entries a sub-buffer can hold.
    public int dataBytes() {
        return subBufferBytes - dataOffset();
    }

    /// Bytes a record occupies, entry header included.
    int entryBytes(int recordBytes) {
        int length = recordBytes;
        if (length > MAX_SMALL_PAYLOAD || eightByteAlignment) {
            length += Integer.BYTES;
        }
        int alignment = eightByteAlignment ? Long.BYTES : Integer.BYTES;
        length = (length + Integer.BYTES + alignment - 1) & -alignment;
        // the kernel keeps this length free for a time extend that becomes a record
        return length == TIME_ENTRY_BYTES + Integer.BYTES ? length + Integer.BYTES : length;
    }

    int entryHeader(int typeLen, long timeDelta) {
        return byteOrder == ByteOrder.BIG_ENDIAN
                ? typeLen << TIME_DELTA_BITS | (int) timeDelta
                : (int) timeDelta << 5 | typeLen;
    }
}
