// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.hardware.internal.vfio;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;

/// The system calls VFIO takes, as the C library has them. On the 64-bit Linuxes an `int` and an address are passed in
/// a register each, also to a function with variable arguments. Belongs to one thread.
final class SystemCalls {

    private static final long AT_FDCWD = -100;
    private static final long O_RDWR = 2;
    private static final long O_CLOEXEC = 0x80000;

    private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
    private static final VarHandle ERRNO_FIELD =
            Linker.Option.captureStateLayout().varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private final MethodHandle openat = handle("openat");
    private final MethodHandle ioctl = handle("ioctl");
    private final MethodHandle madvise = handle("madvise");
    private final MethodHandle close = handle("close");
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
            return (int)
                    call(openat, AT_FDCWD, arena.allocateFrom(file.toString()).address(), O_RDWR | O_CLOEXEC);
        }
    }

    /// Asks a device for something.
    ///
    /// @param argument a number or an address
    /// @return what the device says, or minus the error number
    long ioctl(int descriptor, long request, long argument) {
        return call(ioctl, descriptor, request, argument);
    }

    /// Says how memory will be used. A kernel that does not care is none to complain about.
    void advise(MemorySegment memory, int advice) {
        call(madvise, memory.address(), memory.byteSize(), advice);
    }

    void close(int descriptor) {
        call(close, descriptor, 0, 0);
    }

    private long call(MethodHandle function, long first, long second, long third) {
        try {
            long result = (long) function.invokeExact(state, first, second, third);
            // an int in the lower half of the register, or a long: negative is failure in both
            return (int) result == -1 ? -(int) ERRNO_FIELD.get(state, 0L) : result;
        } catch (Throwable impossible) {
            throw new IllegalStateException("calling the C library failed", impossible);
        }
    }

    private static MethodHandle handle(String function) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(function),
                FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
                ERRNO);
    }
}
