// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.synthetic;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.dmatape.capture.recording.ByteOrigin;
import org.dmatape.capture.ringbuffer.PooledBlock;

/// Appends synthetic records, laid out as [SyntheticFormat] says, to a block. One writer serves one block at a time and
/// makes no object per record.
public final class RecordWriter {

    private static final ValueLayout.OfShort U16 = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt U32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong U64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int LOCATOR_LENGTH_SHIFT = 16;
    private static final int MOST_RECORD_BYTES = 0xffff;
    private static final int PID_OFFSET = 4;

    private final PooledBlock block;
    private final ByteOrigin origin;
    private MemorySegment memory;
    private int recordStart;
    private int recordEnd;

    /// A writer to an empty block.
    ///
    /// @param origin names the place when the block may not grow further
    public RecordWriter(PooledBlock block, ByteOrigin origin) {
        this.block = block;
        this.origin = origin;
        this.memory = block.memory();
    }

    /// Begins a record of that many fields, all zero.
    public void begin(int id, int fieldCount) {
        recordStart = recordEnd;
        recordEnd = recordStart + SyntheticFormat.offsetOf(fieldCount);
        require(recordEnd);
        memory.set(U16, recordStart, (short) id);
        memory.set(U16, recordStart + Short.BYTES, (short) 0);
        memory.set(U32, recordStart + PID_OFFSET, 0);
    }

    /// Sets a number.
    public void number(int fieldIndex, long value) {
        memory.set(U64, recordStart + SyntheticFormat.offsetOf(fieldIndex), value);
    }

    /// Sets a text; what does not fit into a record is cut off.
    public void text(int fieldIndex, byte[] bytes, int from, int to) {
        int offset = recordEnd - recordStart;
        int length = Math.clamp(to - from, 0, MOST_RECORD_BYTES - offset);
        require(recordEnd + length);
        MemorySegment.copy(bytes, from, memory, ValueLayout.JAVA_BYTE, recordEnd, length);
        number(fieldIndex, ((long) length << LOCATOR_LENGTH_SHIFT) | offset);
        recordEnd += length;
    }

    /// Ends the record: from now on it is an event of the block.
    public void end(long tsNs) {
        block.events().add(tsNs, recordStart, recordEnd - recordStart, origin);
    }

    /// Events are missing before the next record.
    ///
    /// @param count how many, -1 when nobody counted them
    public void lost(long count) {
        block.events().addLoss(count);
    }

    private void require(int sizeBytes) {
        if (sizeBytes > memory.byteSize()) {
            memory = block.reserve(Math.max(sizeBytes, 2 * memory.byteSize()), origin);
        }
    }
}
