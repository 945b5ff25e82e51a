// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.tracefs;

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
import java.util.Objects;

/// The few system calls a reader of ring buffers needs and Java does not have: files that are opened so that
/// reading them does not wait. Belongs to one thread.
///
/// Every function is called as `long f(long, long, long)`: a register each, in which the calling conventions of 64-bit
/// Linux also pass an `int` (extended by its sign) and an address. Java makes code for each kind of call when it is
/// first used, which takes 20 ms; so there is one kind.
public final class Libc {

    private static final int AT_FDCWD = -100;
    private static final int O_RDONLY = 0;
    private static final int O_NONBLOCK = 0x800;
    private static final int O_CLOEXEC = 0x80000;
    private static final int PRIO_PROCESS = 0;
    private static final int THIS_THREAD = 0;

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

    private static final MethodHandle OPENAT = handle("openat");
    private static final MethodHandle READ = handle("read");
    private static final MethodHandle CLOSE = handle("close");
    private static final MethodHandle POLL = handle("poll");
    private static final MethodHandle SETPRIORITY = handle("setpriority");

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
            MemorySegment name = arena.allocateFrom(file.toString());
            int fd = (int) call(OPENAT, AT_FDCWD, name.address(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
            return fd >= 0 ? fd : -errno();
        }
    }

    /// Reads what is there.
    ///
    /// @param target native memory
    /// @param offset where in it
    /// @return bytes read, or minus the error number
    public long read(int fd, MemorySegment target, long offset, long sizeBytes) {
        Objects.checkFromIndexSize(offset, sizeBytes, target.byteSize());
        long count = call(READ, fd, target.address() + offset, sizeBytes);
        return count >= 0 ? count : -errno();
    }

    /// Waits until something is there to read.
    ///
    /// @param entries native memory, a `struct pollfd` for each descriptor
    /// @return descriptors for which it is so, or minus the error number
    int poll(MemorySegment entries, int descriptors, int longestMs) {
        int ready = (int) call(POLL, entries.address(), descriptors, longestMs);
        return ready >= 0 ? ready : -errno();
    }

    /// Closes a descriptor.
    public void close(int fd) {
        call(CLOSE, fd, 0, 0);
    }

    /// Gives the calling thread another priority (`nice`), if that is allowed.
    void setPriority(int nice) {
        call(SETPRIORITY, PRIO_PROCESS, THIS_THREAD, nice);
    }

    private long call(MethodHandle function, long first, long second, long third) {
        try {
            return (long) function.invokeExact(state, first, second, third);
        } catch (Throwable impossible) {
            throw unexpected(impossible);
        }
    }

    private int errno() {
        return (int) ERRNO_FIELD.get(state, 0L);
    }

    private static MethodHandle handle(String name) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name),
                FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
                ERRNO);
    }

    private static IllegalStateException unexpected(Throwable cause) {
        return new IllegalStateException("calling libc failed", cause);
    }
}
