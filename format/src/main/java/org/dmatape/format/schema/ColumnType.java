// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.schema;

/// How a column of a tape is stored. Every type has a fixed width, so that a row can be filled in, and amended while
/// its batch is still open, by address.
public enum ColumnType {
    /// Signed 64-bit: event numbers and nanoseconds.
    INT64(8),
    /// Unsigned 64-bit: addresses, sizes in bytes, kernel pointers.
    UINT64(8),
    /// Signed 32-bit: process ids.
    INT32(4),
    /// Unsigned 32-bit: counts.
    UINT32(4),
    /// Unsigned 16-bit: CPU numbers.
    UINT16(2),
    /// True or false, stored as one byte while the batch is open and as one bit in Arrow.
    BOOL(1),
    /// Repeated text: an index into the dictionary of the column.
    TEXT(4);

    private final int widthBytes;

    ColumnType(int widthBytes) {
        this.widthBytes = widthBytes;
    }

    /// Bytes one value takes in an open batch.
    public int widthBytes() {
        return widthBytes;
    }
}
