// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.ringbuffer;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.dmatape.capture.recording.ByteOrigin;

/// Walks the events of sub-buffers (pages). Every event begins with a word of 32 bits that holds its kind and the time
/// since the event before it:
///
///     little endian:  | time delta 27 bits      | type_len 5 |     (bit 31 ... bit 0)
///     big endian:     | type_len 5 | time delta 27 bits      |
///
///     type_len 1..28  a record of 4 * type_len bytes follows
///     type_len 0      a u32 L follows, then a record of L - 4 bytes, rounded up to 4
///     type_len 29     padding: with a delta, a discarded event of u32 L bytes; without, the rest of the page is unused
///     type_len 30     time extend: a u32 follows, delta = u32 << 27 | time delta
///     type_len 31     time stamp: a u32 follows, time = u32 << 27 | time delta; its top 5 bits are those of before
///
/// Source: `include/linux/ring_buffer.h`, `kernel/trace/ring_buffer.c`.
public final class PageWalker {

    private static final ValueLayout.OfInt INT = JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final int TYPE_BITS = 5;
    private static final int TYPE_MASK = (1 << TYPE_BITS) - 1;
    private static final int DELTA_BITS = 27;
    private static final int DELTA_MASK = (1 << DELTA_BITS) - 1;

    private static final int TYPE_LONG_RECORD = 0;
    private static final int TYPE_DATA_MAX = 28;
    private static final int TYPE_PADDING = 29;
    private static final int TYPE_TIME_EXTEND = 30;

    private static final int HEADER_BYTES = 4;
    private static final int SHORTEST_EVENT_BYTES = 8;

    /// An absolute time stamp holds 59 bits; the rest comes from the time before it.
    private static final int STAMP_BITS = 59;

    private static final long STAMP_TOP_MASK = -1L << STAMP_BITS;

    private final PageLayout layout;
    private final boolean bigEndian;

    /// A walker for pages of that layout and byte order.
    public PageWalker(PageLayout layout, ByteOrder order) {
        this.layout = layout;
        this.bigEndian = order == ByteOrder.BIG_ENDIAN;
    }

    /// Walks one page and adds what it holds.
    ///
    /// @param memory where the page lies; smaller than 2 GiB
    /// @param page offset of the page in memory
    /// @param pageBytes size of the page
    /// @param events takes the events, with times as the kernel wrote them
    /// @param origin names the place when the page is damaged
    public void walk(MemorySegment memory, int page, int pageBytes, WalkedEvents events, ByteOrigin origin) {
        if (pageBytes < layout.dataOffset()) {
            throw origin.damaged(page, "a page head of " + layout.dataOffset() + " bytes", pageBytes + " bytes");
        }
        long pageTime = readLong(memory, page + layout.timestampOffset());
        int commit = readCommit(memory, page + layout.commitOffset());
        int usedBytes = commit & PageLayout.COMMIT_SIZE_MASK;
        if (usedBytes > pageBytes - layout.dataOffset()) {
            throw origin.damaged(
                    page + layout.commitOffset(),
                    "at most " + (pageBytes - layout.dataOffset()) + " used bytes in a page of " + pageBytes,
                    Integer.toString(usedBytes));
        }
        int end = page + layout.dataOffset() + usedBytes;
        if ((commit & PageLayout.COMMIT_EVENTS_MISSED) != 0) {
            events.addLoss(readLostCount(memory, commit, end, page + pageBytes));
        }
        events.reserve(usedBytes / SHORTEST_EVENT_BYTES + 1, page, origin);
        walkEvents(memory, page + layout.dataOffset(), end, pageTime, events, origin);
    }

    private void walkEvents(
            MemorySegment memory, int begin, int end, long pageTime, WalkedEvents events, ByteOrigin origin) {
        long[] times = events.tsNs;
        int[] offsets = events.recordOffset;
        int[] lengths = events.recordLength;
        int count = events.count;
        long time = pageTime;
        int position = begin;
        while (end - position >= HEADER_BYTES) {
            int word = readInt(memory, position);
            int type = bigEndian ? word >>> DELTA_BITS : word & TYPE_MASK;
            int delta = bigEndian ? word & DELTA_MASK : word >>> TYPE_BITS;
            if (type != TYPE_LONG_RECORD && type <= TYPE_DATA_MAX) {
                int length = type * 4;
                if (length > end - position - HEADER_BYTES) {
                    throw tooLong(position, length, end, origin);
                }
                time += delta;
                times[count] = time;
                offsets[count] = position + HEADER_BYTES;
                lengths[count] = length;
                count++;
                position += HEADER_BYTES + length;
                continue;
            }
            if (type == TYPE_PADDING && delta == 0) {
                break;
            }
            if (end - position < 2 * HEADER_BYTES) {
                throw tooLong(position, HEADER_BYTES, end, origin);
            }
            int second = readInt(memory, position + HEADER_BYTES);
            if (type == TYPE_LONG_RECORD || type == TYPE_PADDING) {
                int length = checkedLength(second, position, end, origin);
                time += delta;
                if (type == TYPE_LONG_RECORD) {
                    times[count] = time;
                    offsets[count] = position + 2 * HEADER_BYTES;
                    lengths[count] = length - HEADER_BYTES;
                    count++;
                }
                position += HEADER_BYTES + roundUp(length);
            } else {
                long wide = (Integer.toUnsignedLong(second) << DELTA_BITS) + delta;
                time = type == TYPE_TIME_EXTEND ? time + wide : stampAfter(time, wide);
                position += 2 * HEADER_BYTES;
            }
        }
        events.count = count;
    }

    /// The length word of a long record or a discarded event counts itself.
    private static int checkedLength(int length, int position, int end, ByteOrigin origin) {
        if (length < HEADER_BYTES) {
            throw origin.damaged(
                    position + HEADER_BYTES,
                    "an event length of at least " + HEADER_BYTES,
                    Integer.toUnsignedString(length));
        }
        if (length > end - position - HEADER_BYTES) {
            throw tooLong(position, length, end, origin);
        }
        return length;
    }

    private static RuntimeException tooLong(int position, int length, int end, ByteOrigin origin) {
        return origin.damaged(
                position,
                "an event within the " + (end - position) + " bytes left in its page",
                "one of " + ((long) HEADER_BYTES + length) + " bytes");
    }

    private static int roundUp(int length) {
        return (length + 3) & ~3;
    }

    /// The full time of an absolute stamp: its top bits are those of the time before, one more if they have moved on
    /// since. Without top bits there is nothing to repair, and a clock that steps back may do so.
    private static long stampAfter(long time, long stamp) {
        if ((time & STAMP_TOP_MASK) == 0) {
            return stamp;
        }
        long full = (stamp & ~STAMP_TOP_MASK) | (time & STAMP_TOP_MASK);
        return Long.compareUnsigned(full, time) < 0 ? full + (1L << STAMP_BITS) : full;
    }

    private long readLostCount(MemorySegment memory, int commit, int position, int pageEnd) {
        boolean stored = (commit & PageLayout.COMMIT_COUNT_STORED) != 0;
        if (!stored || pageEnd - position < layout.longBytes()) {
            return WalkedEvents.UNKNOWN_LOSS;
        }
        return layout.longBytes() == Long.BYTES ? readLong(memory, position) : readInt(memory, position);
    }

    /// The low half of the commit word, which is all that means something.
    private int readCommit(MemorySegment memory, int position) {
        return layout.longBytes() == Long.BYTES ? (int) readLong(memory, position) : readInt(memory, position);
    }

    private int readInt(MemorySegment memory, int position) {
        int value = memory.get(INT, position);
        return bigEndian ? Integer.reverseBytes(value) : value;
    }

    private long readLong(MemorySegment memory, int position) {
        long value = memory.get(LONG, position);
        return bigEndian ? Long.reverseBytes(value) : value;
    }
}
