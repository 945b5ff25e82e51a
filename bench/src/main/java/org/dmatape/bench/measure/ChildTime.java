// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.bench.measure;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.TimeUnit;

/// Processor time of the programs this process has run to their end, as the kernel adds it up: getrusage(2).
///
///     struct rusage, 64 bits:  0  long seconds, 8  long microseconds, in user mode
///                              16 long seconds, 24 long microseconds, in kernel mode; 112 bytes more
final class ChildTime {

    private static final int RUSAGE_CHILDREN = -1;
    private static final int RUSAGE_BYTES = 144;
    private static final int MODES = 2;

    private final MethodHandle getrusage;

    ChildTime() {
        Linker linker = Linker.nativeLinker();
        getrusage = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("getrusage"),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
    }

    /// What all of them have taken so far.
    long totalNs() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment usage = arena.allocate(RUSAGE_BYTES, Long.BYTES);
            if (call(usage) != 0) {
                throw new MeasurementException("getrusage fails: the processor time of programs is unknown");
            }
            long totalNs = 0;
            for (int mode = 0; mode < MODES; mode++) {
                totalNs += TimeUnit.SECONDS.toNanos(usage.getAtIndex(ValueLayout.JAVA_LONG, 2L * mode));
                totalNs += TimeUnit.MICROSECONDS.toNanos(usage.getAtIndex(ValueLayout.JAVA_LONG, 2L * mode + 1));
            }
            return totalNs;
        }
    }

    private int call(MemorySegment usage) {
        try {
            return (int) getrusage.invokeExact(RUSAGE_CHILDREN, usage);
        } catch (Throwable e) { // what a method handle declares; a call into C throws nothing
            throw new MeasurementException("getrusage cannot be called: " + e.getMessage(), e);
        }
    }
}
