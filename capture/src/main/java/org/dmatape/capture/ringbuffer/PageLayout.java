// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.ringbuffer;

/// Where a sub-buffer (page) keeps its parts, as the kernel's `header_page` text declares it.
///
///     0              8                    8 + longBytes
///     +--------------+--------------------+------------------------------------+
///     | time stamp   | commit             | events ...          | lost | zeros |
///     | u64          | kernel long        | commit bytes        | long |       |
///     +--------------+--------------------+------------------------------------+
///
/// The low 30 bits of `commit` count the valid bytes behind it; bit 31 says that events were lost before this page, bit
/// 30 that their number follows the valid bytes. On 64-bit kernels the flags arrive sign-extended, so the upper half of
/// `commit` carries nothing. Source: `kernel/trace/ring_buffer.c`.
///
/// @param timestampOffset where the time of the page's first event is
/// @param commitOffset where the commit word is
/// @param longBytes bytes of the commit word, which is a kernel `long`: 4 or 8
/// @param dataOffset where events begin
public record PageLayout(int timestampOffset, int commitOffset, int longBytes, int dataOffset) {

    /// The layout every 64-bit kernel has had so far.
    public static final PageLayout LONG_64 = new PageLayout(0, 8, 8, 16);

    /// The layout every 32-bit kernel has had so far.
    public static final PageLayout LONG_32 = new PageLayout(0, 8, 4, 12);

    static final int COMMIT_SIZE_MASK = 0x3fff_ffff;
    static final int COMMIT_EVENTS_MISSED = 1 << 31;
    static final int COMMIT_COUNT_STORED = 1 << 30;

    public PageLayout {
        if (longBytes != Integer.BYTES && longBytes != Long.BYTES) {
            throw new IllegalArgumentException("a kernel long has 4 or 8 bytes, not " + longBytes);
        }
        if (timestampOffset < 0
                || commitOffset < 0
                || dataOffset < timestampOffset + Long.BYTES
                || dataOffset < commitOffset + longBytes) {
            throw new IllegalArgumentException("events overlap the head of the page: time stamp at " + timestampOffset
                    + ", commit at " + commitOffset + ", events at " + dataOffset);
        }
    }
}
