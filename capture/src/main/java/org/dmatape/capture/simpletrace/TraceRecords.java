// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.simpletrace;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.dmatape.capture.recording.RecordingException;
import org.dmatape.capture.recording.SkippedInput;
import org.dmatape.capture.ringbuffer.PageSource;
import org.dmatape.capture.ringbuffer.PooledBlock;
import org.dmatape.capture.synthetic.LogFile;
import org.dmatape.capture.synthetic.RecordWriter;

/// The records behind the header of a trace, version 4, window by window.
///
/// ```
///   name    | 0 (8 bytes) | id (8) | length (4) | name |
///   event   | 1 (8 bytes) | id (8) | time in ns (8) | length (4) | pid (4) | arguments |
/// ```
/// The length of an event counts from its id to the end of its arguments. The event 0xfffffffffffffffe says how many
/// were dropped before the next. Source: trace/simple.c, scripts/simpletrace.py.
final class TraceRecords implements PageSource {

    private static final int WINDOW_BYTES = 1 << 20;
    private static final int TYPE_BYTES = Long.BYTES;
    private static final long TYPE_NAME = 0;
    private static final long TYPE_EVENT = 1;
    private static final int NAME_HEAD_BYTES = 12;
    private static final int EVENT_HEAD_BYTES = 24;
    private static final int LENGTH_OFFSET = 16;
    private static final int LONGEST_NAME_BYTES = 512;
    /// More than the buffer QEMU collects records in.
    private static final int LONGEST_EVENT_BYTES = 1 << 18;
    private static final long DROPPED = 0xfffffffffffffffeL;
    private static final int INCOMPLETE = -1;

    private final LogFile file;
    private final byte[] bytes = new byte[WINDOW_BYTES];
    private final ByteBuffer window;
    private final EventIds events = new EventIds();
    private final AtomicLong foreign = new AtomicLong();
    private final AtomicLong malformed = new AtomicLong();
    private long position = TraceHeader.BYTES;

    TraceRecords(LogFile file, ByteOrder order) {
        this.file = file;
        this.window = ByteBuffer.wrap(bytes).order(order);
    }

    @Override
    public boolean fill(PooledBlock block) {
        if (position >= file.sizeBytes()) {
            return false;
        }
        int length = (int) Math.min(WINDOW_BYTES, file.sizeBytes() - position);
        file.read(position, bytes, length);
        RecordWriter records = new RecordWriter(block, file);
        int at;
        try {
            at = takeIn(records, length);
        } catch (RecordingException damaged) {
            file.endAt(damaged);
            position = file.sizeBytes();
            return true;
        }
        boolean isEndOfFile = position + length == file.sizeBytes();
        if (at < length && isEndOfFile) {
            malformed.incrementAndGet(); // the program ended while it wrote
            at = length;
        }
        position += at;
        return true;
    }

    /// Takes in the records of the window.
    ///
    /// @return where the one begins that it ends in
    private int takeIn(RecordWriter records, int length) {
        int at = 0;
        while (at < length) {
            int recordBytes = record(records, at, length);
            if (recordBytes == INCOMPLETE) {
                break;
            }
            at += recordBytes;
        }
        return at;
    }

    /// Takes in one record.
    ///
    /// @return its bytes, or [#INCOMPLETE] when the window ends before it does
    private int record(RecordWriter records, int at, int end) {
        if (end - at < TYPE_BYTES) {
            return INCOMPLETE;
        }
        long type = window.getLong(at);
        int body = at + TYPE_BYTES;
        if (type == TYPE_NAME) {
            return end - body < NAME_HEAD_BYTES ? INCOMPLETE : name(body, end);
        }
        if (type == TYPE_EVENT) {
            return end - body < EVENT_HEAD_BYTES ? INCOMPLETE : event(records, body, end);
        }
        throw damaged(position + at, "a record of type 0 or 1", "type " + Long.toUnsignedString(type));
    }

    private int name(int body, int end) {
        int length = window.getInt(body + Long.BYTES);
        if (length < 0 || length > LONGEST_NAME_BYTES) {
            throw damaged(
                    position + body,
                    "the name of an event of at most " + LONGEST_NAME_BYTES + " bytes",
                    Integer.toUnsignedString(length));
        }
        int from = body + NAME_HEAD_BYTES;
        if (length > end - from) {
            return INCOMPLETE;
        }
        events.name(window.getLong(body), new String(bytes, from, length, StandardCharsets.UTF_8));
        return TYPE_BYTES + NAME_HEAD_BYTES + length;
    }

    private int event(RecordWriter records, int body, int end) {
        int length = window.getInt(body + LENGTH_OFFSET);
        if (length < EVENT_HEAD_BYTES || length > LONGEST_EVENT_BYTES) {
            throw damaged(
                    position + body,
                    "an event of " + EVENT_HEAD_BYTES + " to " + LONGEST_EVENT_BYTES + " bytes",
                    Integer.toUnsignedString(length));
        }
        if (length > end - body) {
            return INCOMPLETE;
        }
        long id = window.getLong(body);
        int arguments = body + EVENT_HEAD_BYTES;
        if (id == DROPPED) {
            records.lost(length < EVENT_HEAD_BYTES + Long.BYTES ? -1 : Math.max(-1, window.getLong(arguments)));
        } else {
            write(records, id, window.getLong(body + Long.BYTES), arguments, body + length);
        }
        return TYPE_BYTES + length;
    }

    private void write(RecordWriter records, long id, long tsNs, int from, int to) {
        BinaryArguments[] variants = events.of(id);
        for (BinaryArguments variant : variants) {
            if (variant.fits(window, from, to)) {
                variant.write(records, bytes, window, from, tsNs);
                return;
            }
        }
        (variants.length == 0 ? foreign : malformed).incrementAndGet();
    }

    private RecordingException damaged(long at, String expected, String found) {
        return RecordingException.ofDamage(
                String.valueOf(file.damaged(at, expected, found).getMessage()));
    }

    /// Events that are not understood, and those with other arguments than theirs.
    SkippedInput skipped() {
        return new SkippedInput(foreign.get(), malformed.get());
    }
}
