// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.host;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dmatape.capture.internal.tracefs.Libc;

/// Follows a kernel's log from its oldest record, without ever waiting for one. A kernel that does not let its log be
/// read has none. Belongs to one thread.
public final class KernelLogFollower implements AutoCloseable {

    /// Where the running kernel's log is.
    public static final Path KMSG = Path.of("/dev/kmsg");

    /// More than the longest record (LOG_LINE_MAX and a header).
    private static final int RECORD_BYTES = 8192;
    /// What is taken at once: a kernel that logs without end must not keep us from its trace.
    private static final int MOST_RECORDS = 20_000;

    private final Arena arena = Arena.ofShared();
    private final Libc libc = new Libc(arena);
    private final MemorySegment buffer = arena.allocate(RECORD_BYTES);
    private final int fd;
    private boolean open;

    private KernelLogFollower(Path kmsg) {
        this.fd = libc.openForReading(kmsg);
        this.open = fd >= 0;
    }

    /// Begins to follow a log.
    public static KernelLogFollower open(Path kmsg) {
        return new KernelLogFollower(kmsg);
    }

    /// The records since the last call; at first those that are there already.
    public List<KernelLogRecord> takeNew() {
        List<KernelLogRecord> records = new ArrayList<>();
        long count = open ? read() : 0;
        while (count > 0 || count == -Libc.EPIPE || count == -Libc.EINTR) { // EPIPE: records were overwritten
            if (count > 0) {
                add(records, new String(bytes(count), StandardCharsets.UTF_8));
            }
            count = records.size() < MOST_RECORDS ? read() : 0;
        }
        return records;
    }

    private long read() {
        return libc.read(fd, buffer, 0, RECORD_BYTES);
    }

    private byte[] bytes(long count) {
        return buffer.asSlice(0, count).toArray(ValueLayout.JAVA_BYTE);
    }

    private static void add(List<KernelLogRecord> records, String text) {
        try {
            records.add(KernelLogRecord.parse(text));
        } catch (IllegalArgumentException ignored) {
            // not a record: nothing in the log's format promises that there will never be another kind
        }
    }

    /// Stops following.
    @Override
    public void close() {
        if (open) {
            libc.close(fd);
        }
        open = false;
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
