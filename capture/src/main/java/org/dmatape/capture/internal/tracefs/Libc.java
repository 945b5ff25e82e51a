// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.tracefs;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;

/// The few system calls a reader of ring buffers needs and Java does not have: files that are opened so that
/// reading them does not wait. Belongs to one thread.
public final class Libc {

    private static final int O_RDONLY = 0;
    private static final int O_NONBLOCK = 0x800;
    private static final int O_CLOEXEC = 0x80000;

    /// Nothing there yet.
    public static final int EAGAIN = 11;
    /// A signal came first.
    public static final int EINTR = 4;
    /// What was to be read next is gone.
    public static final int EPIPE = 32;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO_FIELD = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private static final MethodHandle OPEN = handle(
            "open",
            FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT),
            Linker.Option.firstVariadicArg(2),
            ERRNO);
    private static final MethodHandle READ =
            handle("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG), ERRNO);
    private static final MethodHandle CLOSE = handle("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    private final MemorySegment state;

    /// @param arena memory that lives as long as this is used
    public Libc(Arena arena) {
        state = arena.allocate(STATE);
    }

    /// Opens a file for reading without waiting.
    ///
    /// @return the descriptor, or minus the error number
    public int openForReading(Path file) {
        try (Arena arena = Arena.ofConfined()) {
            int fd = (int)
                    OPEN.invokeExact(state, arena.allocateFrom(file.toString()), O_RDONLY | O_NONBLOCK | O_CLOEXEC, 0);
            return fd >= 0 ? fd : -errno();
        } catch (Throwable impossible) {
            throw unexpected(impossible);
        }
    }

    /// Reads what is there.
    ///
    /// @return bytes read, or minus the error number
    public long read(int fd, MemorySegment target, long sizeBytes) {
        try {
            long count = (long) READ.invokeExact(state, fd, target, sizeBytes);
            return count >= 0 ? count : -errno();
        } catch (Throwable impossible) {
            throw unexpected(impossible);
        }
    }

    /// Closes a descriptor.
    public void close(int fd) {
        try {
            int ignored = (int) CLOSE.invokeExact(fd);
        } catch (Throwable impossible) {
            throw unexpected(impossible);
        }
    }

    private int errno() {
        return (int) ERRNO_FIELD.get(state, 0L);
    }

    private static MethodHandle handle(String name, FunctionDescriptor descriptor, Linker.Option... options) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), descriptor, options);
    }

    private static IllegalStateException unexpected(Throwable cause) {
        return new IllegalStateException("calling libc failed", cause);
    }
}
