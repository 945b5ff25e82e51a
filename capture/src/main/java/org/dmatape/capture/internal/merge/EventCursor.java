// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.merge;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.dmatape.capture.recording.EventBlock;

/// The event the merge stands on: one mutable view for the whole import, so that no object is made per event. What is
/// in the record can be read once [#load()] has copied it: handlers read some ten numbers of each, and that from an
/// array costs least, to run and to compile. Of events without a handler only the type is looked at, and they stay
/// where they are.
public final class EventCursor {

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN)
            .withInvokeExactBehavior();
    private static final ValueLayout.OfShort TYPE = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int FIRST_BYTES = 4096;

    private boolean bigEndian;
    private MemorySegment memory = MemorySegment.NULL;
    private long recordOffset;
    /// Whether the copy below is that of this event's record.
    private boolean loaded;
    /// The record, and room behind it for the widest number to begin at its last byte.
    private byte[] record = new byte[FIRST_BYTES];
    private MemorySegment recordMemory = MemorySegment.ofArray(record);
    private int recordLength;
    private long tsNs;
    private int cpu;
    private int sourceId;

    /// Stands on an event of the block that the head of a stream is in.
    void moveTo(StreamHead head, int index) {
        EventBlock block = head.current();
        memory = block.memory();
        recordOffset = block.recordOffset(index);
        loaded = false;
        recordLength = block.recordLength(index);
        tsNs = block.tsNs(index);
        cpu = block.cpu(index);
        sourceId = head.sourceId();
        bigEndian = head.bigEndian();
    }

    /// The number an event's record begins with, its type. The caller has checked that the record holds it.
    public int type() {
        short type = memory.get(TYPE, recordOffset);
        return Short.toUnsignedInt(bigEndian ? Short.reverseBytes(type) : type);
    }

    /// Makes the bytes of the record readable. Must be called before any of them is asked for.
    public void load() {
        if (loaded) {
            return;
        }
        if (recordLength > record.length - Long.BYTES) {
            record = new byte[2 * recordLength + Long.BYTES];
            recordMemory = MemorySegment.ofArray(record);
        }
        MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, recordOffset, record, 0, recordLength);
        loaded = true;
    }

    /// Time in nanoseconds of the recording's clock.
    public long tsNs() {
        return tsNs;
    }

    /// CPU that wrote the event.
    public int cpu() {
        return cpu;
    }

    /// Number of the buffer the event is from, in table `source`.
    public int sourceId() {
        return sourceId;
    }

    /// Bytes of the record.
    public int recordLength() {
        return recordLength;
    }

    /// The bytes of the record, from 0, and more behind it that mean nothing.
    public MemorySegment bytes() {
        assert loaded;
        return recordMemory;
    }

    /// Whether `sizeBytes` bytes from that offset belong to the record.
    public boolean holds(int offsetInRecord, int sizeBytes) {
        return offsetInRecord >= 0 && sizeBytes >= 0 && offsetInRecord <= recordLength - sizeBytes;
    }

    /// An unsigned byte. The caller has checked that the record holds it, as for the other accessors.
    public int unsignedByte(int offsetInRecord) {
        assert loaded;
        return record[offsetInRecord] & 0xff;
    }

    /// A 32-bit number.
    public int int32(int offsetInRecord) {
        return (int) unsigned(offsetInRecord, Integer.BYTES);
    }

    /// A 64-bit number.
    public long int64(int offsetInRecord) {
        assert loaded;
        long word = (long) WORD.get(record, offsetInRecord);
        return bigEndian ? Long.reverseBytes(word) : word;
    }

    /// A number of 1 to 8 bytes, zero-extended.
    public long unsigned(int offsetInRecord, int sizeBytes) {
        return leftmost(offsetInRecord, sizeBytes) >>> unusedBits(sizeBytes);
    }

    /// A number of 1 to 8 bytes, sign-extended.
    public long signed(int offsetInRecord, int sizeBytes) {
        return leftmost(offsetInRecord, sizeBytes) >> unusedBits(sizeBytes);
    }

    /// A number in the upper bytes of a word.
    private long leftmost(int offsetInRecord, int sizeBytes) {
        assert loaded;
        long word = (long) WORD.get(record, offsetInRecord);
        return bigEndian ? Long.reverseBytes(word) : word << unusedBits(sizeBytes);
    }

    private static int unusedBits(int sizeBytes) {
        return Long.SIZE - Byte.SIZE * sizeBytes;
    }
}
