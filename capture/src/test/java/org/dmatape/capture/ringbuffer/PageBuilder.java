// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.ringbuffer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Builds one sub-buffer entry by entry, for any byte order and size of a kernel long.
public final class PageBuilder {

    private static final int TYPE_LONG_RECORD = 0;
    private static final int TYPE_PADDING = 29;
    private static final int TYPE_TIME_EXTEND = 30;
    private static final int TYPE_TIME_STAMP = 31;
    private static final int DELTA_BITS = 27;

    private final ByteBuffer page;
    private final int longBytes;
    private final int dataOffset;
    private long commitFlags;
    private long lostCount = -1;

    /// An empty page.
    public PageBuilder(int pageBytes, ByteOrder order, int longBytes, long pageTime) {
        this.page = ByteBuffer.allocate(pageBytes).order(order);
        this.longBytes = longBytes;
        this.dataOffset = Long.BYTES + longBytes;
        page.putLong(0, pageTime);
        page.position(dataOffset);
    }

    /// A record of up to 112 bytes; padded to 4.
    public PageBuilder record(int delta, byte[] record) {
        int words = (record.length + 3) / 4;
        page.putInt(header(words, delta));
        return putPadded(record);
    }

    /// A record with its length in a word of its own.
    public PageBuilder longRecord(int delta, byte[] record) {
        page.putInt(header(TYPE_LONG_RECORD, delta));
        page.putInt(record.length + 4);
        return putPadded(record);
    }

    /// A record that was discarded after it had been reserved.
    public PageBuilder discarded(int delta, byte[] record) {
        page.putInt(header(TYPE_PADDING, delta));
        page.putInt(record.length + 4);
        return putPadded(record);
    }

    /// Padding to the end of the page.
    public PageBuilder endOfPage() {
        page.putInt(header(TYPE_PADDING, 0));
        return this;
    }

    /// More time than a delta can hold.
    public PageBuilder timeExtend(long delta) {
        return wideTime(TYPE_TIME_EXTEND, delta);
    }

    /// An absolute time; its top 5 bits are lost.
    public PageBuilder timeStamp(long time) {
        return wideTime(TYPE_TIME_STAMP, time & (-1L >>> 5));
    }

    /// A bare word.
    public PageBuilder word(int value) {
        page.putInt(value);
        return this;
    }

    /// Events were lost before this page, nobody knows how many.
    public PageBuilder lostUnknown() {
        commitFlags = 1L << 31;
        return this;
    }

    /// So many events were lost before this page.
    public PageBuilder lost(long count) {
        commitFlags = 1L << 31 | 1L << 30;
        lostCount = count;
        return this;
    }

    /// The page's bytes.
    public byte[] build() {
        int usedBytes = page.position() - dataOffset;
        return build(usedBytes);
    }

    /// The page's bytes with another commit size than what was put in.
    public byte[] build(int usedBytes) {
        // the kernel adds the flags as negative ints to a long, which sign-extends them
        long commit = usedBytes + (long) (int) commitFlags;
        if (longBytes == Long.BYTES) {
            page.putLong(Long.BYTES, commit);
        } else {
            page.putInt(Long.BYTES, (int) commit);
        }
        if ((commitFlags & 1L << 30) != 0) {
            if (longBytes == Long.BYTES) {
                page.putLong(dataOffset + usedBytes, lostCount);
            } else {
                page.putInt(dataOffset + usedBytes, (int) lostCount);
            }
        }
        return page.array().clone();
    }

    private PageBuilder wideTime(int type, long value) {
        page.putInt(header(type, (int) (value & ((1 << DELTA_BITS) - 1))));
        page.putInt((int) (value >>> DELTA_BITS));
        return this;
    }

    private PageBuilder putPadded(byte[] record) {
        page.put(record);
        page.position((page.position() + 3) / 4 * 4);
        return this;
    }

    private int header(int type, int delta) {
        return page.order() == ByteOrder.BIG_ENDIAN ? type << DELTA_BITS | delta : delta << 5 | type;
    }
}
