// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.ring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The ring of one CPU in one buffer: lays records into sub-buffers, sub-buffers into chunks, and hands the chunks on.
///
/// [#begin(long, int, int)] opens a record; the `put` methods then write into it, at offsets from its beginning.
public final class RingWriter {

    /// A loss that the ring's header words tell of.
    ///
    /// @param events events that are missing
    /// @param countRecorded whether there was room to say how many
    public record MissedEvents(long events, boolean countRecorded) {}

    private static final int DISCARDED_PAYLOAD_BYTES = 24;

    private final RingGeometry geometry;
    private final RareEntries rareEntries;
    private final ChunkSink sink;
    private final RecordBytes bytes;
    private final long[] eventsByKind;
    private final int[] eventsInSubBuffer;
    private final List<MissedEvents> losses = new ArrayList<>();

    private byte[] chunk;
    private int subBuffer;
    private int position;
    private int record;
    private long lastTime;
    private long entries;
    private long subBuffersWritten;
    private int subBuffersToLose;
    private long missed;

    /// @param eventKinds number of kinds of events, see [#begin(long, int, int)]
    public RingWriter(RingGeometry geometry, RareEntries rareEntries, ChunkSink sink, int eventKinds) {
        this.geometry = geometry;
        this.rareEntries = rareEntries;
        this.sink = sink;
        bytes = new RecordBytes(geometry.byteOrder());
        eventsByKind = new long[eventKinds];
        eventsInSubBuffer = new int[eventKinds];
        chunk = new byte[geometry.subBufferBytes() * ChunkSink.SUB_BUFFERS_PER_CHUNK];
    }

    /// Opens a record.
    ///
    /// @param time time stamp in units of the clock, not before the last one
    /// @param kind what to count it as
    /// @param recordBytes its size
    /// @return false when no sub-buffer is large enough for it: the event vanishes, as in the kernel
    public boolean begin(long time, int kind, int recordBytes) {
        int entryBytes = geometry.entryBytes(recordBytes);
        if (entryBytes > geometry.dataBytes()) {
            return false;
        }
        makeRoom(time, entryBytes);
        long delta = putTimeEntries(time);
        int header = subBuffer + position;
        if (recordBytes > RingGeometry.MAX_SMALL_PAYLOAD || geometry.eightByteAlignment()) {
            bytes.putInt(chunk, header, geometry.entryHeader(0, delta));
            bytes.putInt(chunk, header + Integer.BYTES, entryBytes - Integer.BYTES);
            record = header + 2 * Integer.BYTES;
        } else {
            bytes.putInt(chunk, header, geometry.entryHeader((entryBytes - Integer.BYTES) >>> 2, delta));
            record = header + Integer.BYTES;
        }
        position += entryBytes;
        lastTime = time;
        entries++;
        eventsInSubBuffer[kind]++;
        return true;
    }

    public void putByte(int offset, int value) {
        chunk[record + offset] = (byte) value;
    }

    public void putShort(int offset, int value) {
        bytes.putShort(chunk, record + offset, (short) value);
    }

    public void putInt(int offset, int value) {
        bytes.putInt(chunk, record + offset, value);
    }

    public void putLong(int offset, long value) {
        bytes.putLong(chunk, record + offset, value);
    }

    /// Puts a kernel `long`, a pointer or a `size_t`.
    public void putKernelLong(int offset, long value) {
        if (geometry.longBytes() == Long.BYTES) {
            putLong(offset, value);
        } else {
            putInt(offset, (int) value);
        }
    }

    public void putBytes(int offset, byte[] value) {
        System.arraycopy(value, 0, chunk, record + offset, value.length);
    }

    /// Makes the ring run over: this sub-buffer and the next ones are lost.
    public void loseSubBuffers(int count) {
        subBuffersToLose = count;
    }

    /// Hands on what is left. The last sub-buffer is never lost, so that every loss is followed by a sub-buffer
    /// telling of it.
    public void finish() {
        subBuffersToLose = 0;
        if (position > 0) {
            finishSubBuffer();
        }
        if (subBuffer > 0) {
            sink.exchange(chunk, subBuffer);
        }
    }

    /// Events written, by kind.
    public long[] eventsByKind() {
        return eventsByKind.clone();
    }

    /// Losses in the order of time.
    public List<MissedEvents> losses() {
        return List.copyOf(losses);
    }

    private void makeRoom(long time, int entryBytes) {
        // the rare entries that may precede the record must fit into the same sub-buffer
        int rareBytes = RingGeometry.TIME_ENTRY_BYTES
                + (rareEntries.discarded() ? geometry.entryBytes(DISCARDED_PAYLOAD_BYTES) : 0);
        if (position > 0 && position + rareBytes + entryBytes > geometry.subBufferBytes()) {
            finishSubBuffer();
        }
        if (position == 0) {
            bytes.putLong(chunk, subBuffer + RingGeometry.TIME_STAMP_OFFSET, time);
            position = geometry.dataOffset();
            lastTime = time;
        }
    }

    private long putTimeEntries(long time) {
        boolean first = position == geometry.dataOffset();
        if (!first && rareEntries.discardBefore(entries)) {
            putDiscarded(geometry.entryBytes(DISCARDED_PAYLOAD_BYTES));
            putTimeEntry(RingGeometry.TYPE_TIME_STAMP, time);
            return 0;
        }
        if (!first && rareEntries.stampAbsolutely(entries)) {
            putTimeEntry(RingGeometry.TYPE_TIME_STAMP, time);
            return 0;
        }
        long delta = time - lastTime;
        if (delta <= RingGeometry.MAX_TIME_DELTA) {
            return delta;
        }
        putTimeEntry(RingGeometry.TYPE_TIME_EXTEND, delta);
        return 0;
    }

    private void putTimeEntry(int type, long value) {
        int at = subBuffer + position;
        bytes.putInt(chunk, at, geometry.entryHeader(type, value & RingGeometry.MAX_TIME_DELTA));
        bytes.putInt(chunk, at + Integer.BYTES, (int) (value >>> RingGeometry.TIME_DELTA_BITS));
        position += RingGeometry.TIME_ENTRY_BYTES;
    }

    private void putDiscarded(int entryBytes) {
        int at = subBuffer + position;
        bytes.putInt(chunk, at, geometry.entryHeader(RingGeometry.TYPE_PADDING, 1));
        bytes.putInt(chunk, at + Integer.BYTES, entryBytes - Integer.BYTES);
        position += entryBytes;
    }

    private void finishSubBuffer() {
        if (subBuffersToLose > 0) {
            subBuffersToLose--;
            missed += Arrays.stream(eventsInSubBuffer).asLongStream().sum();
        } else {
            padToEnd();
            putCommit();
            for (int kind = 0; kind < eventsByKind.length; kind++) {
                eventsByKind[kind] += eventsInSubBuffer[kind];
            }
            subBuffersWritten++;
            subBuffer += geometry.subBufferBytes();
        }
        Arrays.fill(eventsInSubBuffer, 0);
        position = 0;
        if (subBuffer == chunk.length) {
            chunk = sink.exchange(chunk, chunk.length);
            subBuffer = 0;
        }
        Arrays.fill(chunk, subBuffer, subBuffer + geometry.subBufferBytes(), (byte) 0);
    }

    private void padToEnd() {
        int room = geometry.subBufferBytes() - position;
        if (room >= 2 * Integer.BYTES && rareEntries.padToEnd(subBuffersWritten)) {
            putDiscarded(room);
        }
    }

    private void putCommit() {
        long commit = (long) position - geometry.dataOffset();
        if (missed > 0) {
            boolean roomForCount = geometry.subBufferBytes() - position >= geometry.longBytes();
            // the kernel adds negative ints to a long: on 64 bits the upper half becomes all ones
            commit += RingGeometry.MISSED_EVENTS;
            if (roomForCount) {
                commit += RingGeometry.MISSED_STORED;
                putKernelLongAt(subBuffer + position, missed);
            }
            losses.add(new MissedEvents(missed, roomForCount));
            missed = 0;
        }
        putKernelLongAt(subBuffer + RingGeometry.COMMIT_OFFSET, commit);
    }

    private void putKernelLongAt(int at, long value) {
        if (geometry.longBytes() == Long.BYTES) {
            bytes.putLong(chunk, at, value);
        } else {
            bytes.putInt(chunk, at, (int) value);
        }
    }
}
