// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.perfdata;

import java.lang.foreign.MemorySegment;

/// What perf asked the kernel for: one `perf_event_attr` (include/uapi/linux/perf_event.h).
///
/// ```
///   0   u32 type           2: tracepoint
///   4   u32 size           bytes of this structure
///   8   u64 config         id of the tracepoint
///   24  u64 sample_type    which fields a sample has
///   32  u64 read_format    which fields a counter value in a sample has
///   40  u64 flags          bit 18: other records end with the same fields; bit 25: a clock was chosen
///   92  s32 clockid        which
/// ```
///
/// @param type kind of event
/// @param sampleType fields of a sample
/// @param readFormat fields of a counter value
/// @param identifiesAll whether records that are no samples end with thread, time and CPU
/// @param clock clock of the times
record PerfAttribute(int type, long sampleType, long readFormat, boolean identifiesAll, String clock) {

    /// PERF_TYPE_TRACEPOINT.
    static final int TRACEPOINT = 2;
    /// Bytes of the first version of the structure.
    static final int LEAST_BYTES = 64;

    private static final int TYPE_OFFSET = 0;
    private static final int SAMPLE_TYPE_OFFSET = 24;
    private static final int READ_FORMAT_OFFSET = 32;
    private static final int FLAGS_OFFSET = 40;
    private static final int CLOCK_OFFSET = 92;
    private static final long FLAG_SAMPLE_ID_ALL = 1L << 18;
    private static final long FLAG_USE_CLOCK = 1L << 25;

    static PerfAttribute read(PerfFile file, MemorySegment memory, long offset, long sizeBytes) {
        long flags = file.int64(memory, offset + FLAGS_OFFSET);
        boolean chosen = (flags & FLAG_USE_CLOCK) != 0 && sizeBytes >= CLOCK_OFFSET + Integer.BYTES;
        return new PerfAttribute(
                file.int32(memory, offset + TYPE_OFFSET),
                file.int64(memory, offset + SAMPLE_TYPE_OFFSET),
                file.int64(memory, offset + READ_FORMAT_OFFSET),
                (flags & FLAG_SAMPLE_ID_ALL) != 0,
                chosen ? clockName(file.int32(memory, offset + CLOCK_OFFSET)) : "perf");
    }

    /// Names as the kernel's trace clocks have them (clockid_t of clock_gettime).
    private static String clockName(int clockId) {
        return switch (clockId) {
            case 0 -> "realtime";
            case 1 -> "mono";
            case 4 -> "mono_raw";
            case 7 -> "boot";
            case 11 -> "tai";
            default -> "clock " + clockId;
        };
    }
}
