// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.tracefs;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import org.dmatape.capture.live.RecordException;

/// Reads the sub-buffers (pages) of one CPU from `per_cpu/cpuN/trace_pipe_raw`, without waiting for any. Reading
/// consumes. Belongs to one thread.
public final class RawReader implements AutoCloseable {

    private final Path file;
    private final Libc libc;
    private final int fd;
    private boolean open = true;

    /// Opens the buffer of a CPU.
    ///
    /// @param arena memory that lives as long as the reader
    public RawReader(Path file, Arena arena) {
        this.file = file;
        this.libc = new Libc(arena);
        this.fd = libc.openForReading(file);
        if (fd < 0) {
            open = false;
            throw RecordException.machine("cannot open " + file + ": error " + -fd);
        }
    }

    int descriptor() {
        return fd;
    }

    /// Reads one page.
    ///
    /// @param memory where to
    /// @param offset where in it
    /// @param pageBytes size of a page of this buffer
    /// @return whether there was one
    public boolean read(MemorySegment memory, long offset, int pageBytes) {
        while (true) {
            long count = libc.read(fd, memory, offset, pageBytes);
            if (count > 0) {
                clearBehind(memory, offset + count, pageBytes - count);
                return true;
            }
            if (count == 0 || count == -Libc.EAGAIN) {
                return false;
            }
            if (count != -Libc.EINTR) {
                throw RecordException.machine("reading " + file + " failed: error " + -count);
            }
        }
    }

    private static void clearBehind(MemorySegment memory, long offset, long sizeBytes) {
        if (sizeBytes > 0) {
            memory.asSlice(offset, sizeBytes).fill((byte) 0);
        }
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            libc.close(fd);
        }
    }
}
