// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.merge;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// The event the merge stands on: one mutable view for the whole import, so that no object is made per event.
public final class EventCursor {

    private static final ValueLayout.OfShort U16 = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt U32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong U64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private boolean bigEndian;
    private MemorySegment memory = MemorySegment.NULL;
    private long recordOffset;
    private int recordLength;
    private long tsNs;
    private int cpu;
    private int sourceId;

    void moveTo(
            MemorySegment newMemory,
            long newRecordOffset,
            int newRecordLength,
            long newTsNs,
            int newCpu,
            int newSourceId,
            boolean newBigEndian) {
        this.memory = newMemory;
        this.recordOffset = newRecordOffset;
        this.recordLength = newRecordLength;
        this.tsNs = newTsNs;
        this.cpu = newCpu;
        this.sourceId = newSourceId;
        this.bigEndian = newBigEndian;
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

    /// Memory the record lies in.
    public MemorySegment memory() {
        return memory;
    }

    /// Where in [#memory()] a byte of the record lies.
    public long addressOf(int offsetInRecord) {
        return recordOffset + offsetInRecord;
    }

    /// Whether `sizeBytes` bytes from that offset belong to the record.
    public boolean holds(int offsetInRecord, int sizeBytes) {
        return offsetInRecord >= 0 && sizeBytes >= 0 && offsetInRecord <= recordLength - sizeBytes;
    }

    /// An unsigned byte. The caller has checked that the record holds it, as for the other accessors.
    public int unsignedByte(int offsetInRecord) {
        return memory.get(ValueLayout.JAVA_BYTE, recordOffset + offsetInRecord) & 0xff;
    }

    /// An unsigned 16-bit number.
    public int unsignedShort(int offsetInRecord) {
        short value = memory.get(U16, recordOffset + offsetInRecord);
        return (bigEndian ? Short.reverseBytes(value) : value) & 0xffff;
    }

    /// A 32-bit number.
    public int int32(int offsetInRecord) {
        int value = memory.get(U32, recordOffset + offsetInRecord);
        return bigEndian ? Integer.reverseBytes(value) : value;
    }

    /// A 64-bit number.
    public long int64(int offsetInRecord) {
        long value = memory.get(U64, recordOffset + offsetInRecord);
        return bigEndian ? Long.reverseBytes(value) : value;
    }
}
