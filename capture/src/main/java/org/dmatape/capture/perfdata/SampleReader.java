// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.perfdata;

import java.lang.foreign.MemorySegment;

/// Reads the fields of a sample (PERF_RECORD_SAMPLE), which follow one another as `sample_type` says:
///
/// ```
///   header    u32 type, u16 misc, u16 size
///   bit 16    u64 identifier          bit 3   u64 address           bit 8   u64 period
///   bit 0     u64 instruction         bit 6   u64 id                bit 4   counter value, as read_format says
///   bit 1     u32 pid, u32 tid        bit 9   u64 stream            bit 5   u64 n, n x u64: call chain
///   bit 2     u64 time                bit 7   u32 cpu, u32          bit 10  u32 size, bytes: the tracepoint's record
/// ```
///
/// Other records end with some of these, in the order thread, time, id, stream, CPU, identifier. Source:
/// include/uapi/linux/perf_event.h.
final class SampleReader {

    static final int HEADER_BYTES = 8;

    static final long IP = 1;
    static final long TID = 1 << 1;
    static final long TIME = 1 << 2;
    static final long ADDRESS = 1 << 3;
    static final long READ = 1 << 4;
    static final long CALL_CHAIN = 1 << 5;
    static final long ID = 1 << 6;
    static final long CPU = 1 << 7;
    static final long PERIOD = 1 << 8;
    static final long STREAM_ID = 1 << 9;
    static final long RAW = 1 << 10;
    static final long IDENTIFIER = 1 << 16;

    private static final long READ_TIME_ENABLED = 1;
    private static final long READ_TIME_RUNNING = 1 << 1;
    private static final long READ_ID = 1 << 2;
    private static final long READ_GROUP = 1 << 3;
    private static final long READ_LOST = 1 << 4;

    private final PerfFile file;
    private MemorySegment memory = MemorySegment.NULL;
    private long end;
    private long at;
    private long tsNs;
    private int cpu;
    private long chainOffset;
    private int chainWords;
    private long rawOffset;
    private int rawBytes;

    SampleReader(PerfFile file) {
        this.file = file;
    }

    /// Reads a sample that lies at an offset.
    ///
    /// @return whether all of it is there
    boolean read(MemorySegment in, long offset, int sizeBytes, PerfAttribute attribute) {
        memory = in;
        at = offset + HEADER_BYTES;
        end = offset + sizeBytes;
        long fields = attribute.sampleType();
        skip(fields, IDENTIFIER);
        skip(fields, IP);
        skip(fields, TID);
        tsNs = take(fields, TIME);
        skip(fields, ADDRESS);
        skip(fields, ID);
        skip(fields, STREAM_ID);
        cpu = (int) take(fields, CPU);
        skip(fields, PERIOD);
        if ((fields & READ) != 0) {
            skipCounter(attribute.readFormat());
        }
        chainWords = 0;
        if ((fields & CALL_CHAIN) != 0) {
            long words = take(CALL_CHAIN, CALL_CHAIN);
            chainOffset = at;
            skipMany(words, 1);
            chainWords = at <= end ? (int) words : 0;
        }
        if ((fields & RAW) == 0 || at > end - Integer.BYTES) {
            return false;
        }
        long bytes = Integer.toUnsignedLong(file.int32(memory, at));
        rawOffset = at + Integer.BYTES;
        rawBytes = (int) bytes;
        return bytes <= end - rawOffset;
    }

    /// Reads CPU and time at the end of a record that is no sample.
    ///
    /// @return whether it has them
    boolean readTrailer(MemorySegment in, long offset, int sizeBytes, PerfAttribute attribute) {
        long fields = attribute.sampleType();
        long trailer = Long.bitCount(fields & (TID | TIME | ID | STREAM_ID | CPU | IDENTIFIER)) * (long) Long.BYTES;
        memory = in;
        end = offset + sizeBytes;
        at = end - trailer;
        if (!attribute.identifiesAll() || (fields & CPU) == 0 || at < offset + HEADER_BYTES) {
            return false;
        }
        skip(fields, TID);
        tsNs = take(fields, TIME);
        skip(fields, ID);
        skip(fields, STREAM_ID);
        cpu = (int) take(fields, CPU);
        return true;
    }

    /// A counter value, or those of a whole group.
    private void skipCounter(long format) {
        long perValue = 1 + bit(format, READ_ID) + bit(format, READ_LOST);
        long times = bit(format, READ_TIME_ENABLED) + bit(format, READ_TIME_RUNNING);
        if ((format & READ_GROUP) == 0) {
            skipMany(1, perValue + times);
            return;
        }
        long values = take(READ, READ);
        skipMany(1, times);
        skipMany(values, perValue);
    }

    private static long bit(long format, long flag) {
        return (format & flag) != 0 ? 1 : 0;
    }

    private void skipMany(long count, long wordsEach) {
        long most = (end - at) / Long.BYTES;
        boolean fits = count >= 0 && count <= most && count * wordsEach <= most;
        at = fits ? at + count * wordsEach * Long.BYTES : end + 1;
    }

    private void skip(long fields, long field) {
        at += (fields & field) != 0 ? Long.BYTES : 0;
    }

    private long take(long fields, long field) {
        if ((fields & field) == 0 || at < 0 || at > end - Long.BYTES) {
            skip(fields, field);
            return 0;
        }
        long value = file.int64(memory, at);
        at += Long.BYTES;
        return field == CPU ? Integer.toUnsignedLong(file.int32(memory, at - Long.BYTES)) : value;
    }

    long tsNs() {
        return tsNs;
    }

    /// CPU; not checked.
    int cpu() {
        return cpu;
    }

    /// Where the words of the call chain begin: addresses, and what they are addresses of.
    long chainOffset() {
        return chainOffset;
    }

    /// How many words it has; 0 for a sample without one.
    int chainWords() {
        return chainWords;
    }

    /// Where the tracepoint's record begins.
    long rawOffset() {
        return rawOffset;
    }

    int rawBytes() {
        return rawBytes;
    }
}
