// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.tracefs;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.List;

/// Waits until the ring buffer of some CPU has filled as far as the instance's `buffer_percent` says. Before Linux
/// 6.1 that is as soon as it holds anything. Belongs to one thread.
///
///     struct pollfd: i32 descriptor | i16 events | i16 what of them happened
///
/// Source: `include/uapi/asm-generic/poll.h`; `tracing_buffers_poll` in `kernel/trace/trace.c`.
public final class FillAlarm implements AutoCloseable {

    private static final int ENTRY_BYTES = 8;
    private static final int EVENTS_OFFSET = 4;
    private static final short POLLIN = 1;

    private final Arena arena = Arena.ofConfined();
    private final Libc libc = new Libc(arena);
    private final MemorySegment entries;
    private final int buffers;

    /// An alarm for the buffers of these readers, which must stay open as long as it is used.
    public FillAlarm(List<RawReader> readers) {
        this.buffers = readers.size();
        this.entries = arena.allocate((long) ENTRY_BYTES * buffers, ENTRY_BYTES);
        for (int i = 0; i < buffers; i++) {
            entries.set(
                    ValueLayout.JAVA_INT, (long) ENTRY_BYTES * i, readers.get(i).descriptor());
            entries.set(ValueLayout.JAVA_SHORT, (long) ENTRY_BYTES * i + EVENTS_OFFSET, POLLIN);
        }
    }

    /// Waits.
    ///
    /// @param longest how long, to the millisecond
    /// @return whether a buffer has filled
    public boolean await(Duration longest) {
        return libc.poll(entries, buffers, Math.toIntExact(longest.toMillis())) > 0;
    }

    @Override
    public void close() {
        arena.close();
    }
}
