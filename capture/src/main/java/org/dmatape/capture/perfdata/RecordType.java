// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.perfdata;

/// Numbers of the records of a perf.data (include/uapi/linux/perf_event.h, tools/lib/perf/include/perf/event.h).
final class RecordType {

    /// `u64 id, u64 lost`: samples that did not fit into the kernel's buffer.
    static final int LOST = 2;
    /// `u32 pid, u32 tid, name`: a thread got this name.
    static final int COMM = 3;
    /// `u32 pid, u32 ppid, u32 tid, u32 ptid, u64 time`: a thread began.
    static final int FORK = 7;

    static final int SAMPLE = 9;
    /// `u64 lost`
    static final int LOST_SAMPLES = 13;
    /// An attribute and its ids, in a file written to a pipe.
    static final int ATTRIBUTE = 64;
    /// `u32 bytes`, and as many behind the record: event formats, in a file written to a pipe.
    static final int TRACING_DATA = 66;
    /// What comes later happened after the newest event of the round before.
    static final int FINISHED_ROUND = 68;
    /// `u64 bytes`, and as many behind the record.
    static final int AUXTRACE = 71;
    /// `u64 number, content`: a fact of the machine, in a file written to a pipe.
    static final int FEATURE = 80;
    /// A piece of a zstd stream with more records in it.
    static final int COMPRESSED = 81;
    /// The same behind a `u64 bytes`.
    static final int COMPRESSED_2 = 83;

    private RecordType() {}
}
