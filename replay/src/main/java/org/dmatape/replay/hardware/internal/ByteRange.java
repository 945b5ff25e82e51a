// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.hardware.internal;

/// Addresses from a first to a last byte, both unsigned and both within.
///
/// @param last not below the first
public record ByteRange(long first, long last) {

    /// So many bytes from an address on; a byte where there are none, and no further than the last address there is.
    public static ByteRange of(long first, long sizeBytes) {
        long last = first + Math.max(1, sizeBytes) - 1;
        return new ByteRange(first, Long.compareUnsigned(last, first) < 0 ? -1L : last);
    }

    /// How many bytes it is.
    public long sizeBytes() {
        return last - first + 1;
    }

    /// All pages it touches.
    public ByteRange wholePages(long pageBytes) {
        return new ByteRange(first & -pageBytes, last | (pageBytes - 1));
    }

    /// Whether another one begins within this one or right behind it.
    boolean meets(ByteRange other) {
        return Long.compareUnsigned(other.first, first) >= 0
                && (last == -1L || Long.compareUnsigned(other.first, last + 1) <= 0);
    }

    /// Both as one.
    ByteRange with(ByteRange other) {
        return new ByteRange(first, Long.compareUnsigned(last, other.last) > 0 ? last : other.last);
    }
}
