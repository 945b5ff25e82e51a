// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.tracedat.file;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.dmatape.capture.recording.ByteOrigin;
import org.dmatape.capture.recording.RecordingException;

/// Reads numbers and texts one after another from a part of a recording and never beyond its end.
public final class Cursor {

    /// Names in the container (systems, buffers, clocks, compression) are short.
    private static final int LONGEST_NAME_BYTES = 4096;

    private final MemorySegment bytes;
    private final ByteOrder order;
    private final ByteOrigin origin;
    private long position;

    public Cursor(MemorySegment bytes, ByteOrder order, ByteOrigin origin) {
        this.bytes = bytes;
        this.order = order;
        this.origin = origin;
    }

    /// A cursor over the file itself; positions are file offsets.
    public static Cursor of(RecordingFile file, ByteOrder order, long offset) {
        Cursor cursor = new Cursor(file.mapped(), order, file);
        file.requireWithin(offset, 0, "anything");
        cursor.position = offset;
        return cursor;
    }

    /// Where the next value is read, from the begin of the part.
    public long position() {
        return position;
    }

    /// Bytes that are left.
    public long remaining() {
        return bytes.byteSize() - position;
    }

    /// The next byte. `what` names the value when the part ends before it, here and below.
    public int u8(String what) {
        return Byte.toUnsignedInt(bytes.get(JAVA_BYTE, take(Byte.BYTES, what)));
    }

    /// The next two bytes.
    public int u16(String what) {
        return Short.toUnsignedInt(bytes.get(ordered(JAVA_SHORT_UNALIGNED), take(Short.BYTES, what)));
    }

    /// The next four bytes.
    public long u32(String what) {
        return Integer.toUnsignedLong(bytes.get(ordered(JAVA_INT_UNALIGNED), take(Integer.BYTES, what)));
    }

    /// A number of 64 bits, which the caller must check.
    public long u64(String what) {
        return bytes.get(ordered(JAVA_LONG_UNALIGNED), take(Long.BYTES, what));
    }

    /// A count of things of which each takes at least so many bytes of what is left.
    public int count(long leastBytesEach, String what) {
        long begin = position;
        long count = u32("the number of " + what);
        if (count > remaining() / leastBytesEach) {
            throw origin.damaged(
                    begin, "no more " + what + " than fit into the " + remaining() + " bytes left", "" + count);
        }
        return (int) count;
    }

    /// The part of so many bytes from here on, as a cursor of its own.
    public Cursor slice(long sizeBytes, String what) {
        long begin = take(sizeBytes, what);
        return new Cursor(
                bytes.asSlice(begin, sizeBytes),
                order,
                (inner, expected, found) -> origin.damaged(begin + inner, expected, found));
    }

    /// A text that ends with a NUL.
    public String name(String what) {
        long begin = position;
        long limit = Math.min(bytes.byteSize(), begin + LONGEST_NAME_BYTES);
        for (long end = begin; end < limit; end++) {
            if (bytes.get(JAVA_BYTE, end) == 0) {
                String text = new String(bytes(end - begin, what), StandardCharsets.UTF_8);
                position++;
                return text;
            }
        }
        throw origin.damaged(begin, what + ", ended by a NUL", "none within " + (limit - begin) + " bytes");
    }

    /// A text of a stated length; NULs at its end do not count.
    public String text(long sizeBytes, String what) {
        byte[] copy = bytes(sizeBytes, what);
        int length = copy.length;
        while (length > 0 && copy[length - 1] == 0) {
            length--;
        }
        return new String(copy, 0, length, StandardCharsets.UTF_8);
    }

    /// The next bytes as they are.
    public byte[] bytes(long sizeBytes, String what) {
        long begin = take(sizeBytes, what);
        if (sizeBytes > Section.LARGEST_METADATA_BYTES) {
            throw origin.damaged(
                    begin,
                    "at most " + Section.LARGEST_METADATA_BYTES + " bytes of " + what,
                    Long.toUnsignedString(sizeBytes));
        }
        return bytes.asSlice(begin, sizeBytes).toArray(JAVA_BYTE);
    }

    /// Bytes in an array, which is not copied when they lie in one already.
    public ByteBuffer arrayBytes(long sizeBytes, String what) {
        if (bytes.heapBase().isEmpty()) {
            return ByteBuffer.wrap(bytes(sizeBytes, what));
        }
        long begin = take(sizeBytes, what);
        return bytes.asSlice(begin, sizeBytes).asByteBuffer();
    }

    /// Passes over bytes.
    public void skip(long sizeBytes, String what) {
        take(sizeBytes, what);
    }

    /// What is said of a value that makes no sense.
    public RecordingException damaged(long at, String expected, String found) {
        return origin.damaged(at, expected, found);
    }

    private long take(long sizeBytes, String what) {
        if (sizeBytes < 0 || sizeBytes > remaining()) {
            throw origin.damaged(
                    position,
                    what + " of " + Long.toUnsignedString(sizeBytes) + " bytes",
                    "only " + remaining() + " bytes left");
        }
        long begin = position;
        position += sizeBytes;
        return begin;
    }

    private ValueLayout.OfShort ordered(ValueLayout.OfShort layout) {
        return layout.withOrder(order);
    }

    private ValueLayout.OfInt ordered(ValueLayout.OfInt layout) {
        return layout.withOrder(order);
    }

    private ValueLayout.OfLong ordered(ValueLayout.OfLong layout) {
        return layout.withOrder(order);
    }
}
