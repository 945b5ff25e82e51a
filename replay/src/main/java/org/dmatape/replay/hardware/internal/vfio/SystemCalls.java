// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.hardware.internal.vfio;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;
import java.util.Arrays;

/// The system calls VFIO takes, as the C library has them. Belongs to one thread.
final class SystemCalls {

    private static final int AT_FDCWD = -100;
    private static final int O_RDWR = 2;
    private static final int O_CLOEXEC = 0x80000;

    private static final int PROT_READ = 1;
    private static final int PROT_WRITE = 2;
    private static final int MAP_PRIVATE = 2;
    private static final int MAP_ANONYMOUS = 0x20;
    private static final int NO_DESCRIPTOR = -1;
    private static final int MADV_HUGEPAGE = 14;

    private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
    private static final VarHandle ERRNO_FIELD =
            Linker.Option.captureStateLayout().varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private final MethodHandle openat = handle(
            "openat",
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT),
            Linker.Option.firstVariadicArg(3));
    private final MethodHandle ioctl = handle(
            "ioctl",
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG),
            Linker.Option.firstVariadicArg(2));
    private final MethodHandle mmap = handle(
            "mmap", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG));
    private final MethodHandle munmap = handle("munmap", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG));
    private final MethodHandle madvise =
            handle("madvise", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT));
    private final MethodHandle close = handle("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private final MemorySegment state;

    /// @param arena memory that lives as long as this is used
    SystemCalls(Arena arena) {
        state = arena.allocate(Linker.Option.captureStateLayout());
    }

    /// Opens a device file for reading and writing.
    ///
    /// @return the descriptor, or minus the error number
    int open(Path file) {
        try (Arena arena = Arena.ofConfined()) {
            long name = arena.allocateFrom(file.toString()).address();
            return orError((int) openat.invokeExact(state, AT_FDCWD, name, O_RDWR | O_CLOEXEC, 0));
        } catch (Throwable impossible) {
            throw unexpected(impossible);
        }
    }

    /// Asks a device for something.
    ///
    /// @param argument a number or an address
    /// @return what the device says, or minus the error number
    int ioctl(int descriptor, long request, long argument) {
        try {
            return orError((int) ioctl.invokeExact(state, descriptor, request, argument));
        } catch (Throwable impossible) {
            throw unexpected(impossible);
        }
    }

    /// Memory of its own, of large pages where the kernel has some, and untouched.
    ///
    /// @return its address; negative when there is none
    long memory(long sizeBytes) {
        try {
            long address = (long) mmap.invokeExact(
                    state, 0L, sizeBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, NO_DESCRIPTOR, 0L);
            if (address > 0) {
                // a kernel that has no large pages is none to complain about
                int _ = (int) madvise.invokeExact(state, address, sizeBytes, MADV_HUGEPAGE);
            }
            return address;
        } catch (Throwable impossible) {
            throw unexpected(impossible);
        }
    }

    /// Gives memory back.
    void release(long address, long sizeBytes) {
        try {
            int _ = (int) munmap.invokeExact(state, address, sizeBytes);
        } catch (Throwable impossible) {
            throw unexpected(impossible);
        }
    }

    void close(int descriptor) {
        try {
            int _ = (int) close.invokeExact(state, descriptor);
        } catch (Throwable impossible) {
            throw unexpected(impossible);
        }
    }

    private int orError(int result) {
        return result == -1 ? -(int) ERRNO_FIELD.get(state, 0L) : result;
    }

    private static IllegalStateException unexpected(Throwable cause) {
        return new IllegalStateException("calling the C library failed", cause);
    }

    private static MethodHandle handle(String function, FunctionDescriptor descriptor, Linker.Option... options) {
        Linker linker = Linker.nativeLinker();
        Linker.Option[] all = Arrays.copyOf(options, options.length + 1);
        all[options.length] = ERRNO;
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(function), descriptor, all);
    }
}
