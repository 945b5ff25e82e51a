// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.bench.ctf;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// Calls getppid a known number of times: what perf records.
public final class SyscallLoop {

    private SyscallLoop() {}

    /// Argument: how often.
    public static void main(String[] arguments) throws Throwable {
        long calls = Long.parseLong(arguments[0]);
        Linker linker = Linker.nativeLinker();
        MethodHandle getppid = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("getppid"), FunctionDescriptor.of(ValueLayout.JAVA_INT));
        int parent = 0;
        for (long i = 0; i < calls; i++) {
            parent = (int) getppid.invokeExact();
        }
        System.out.println(calls + " calls, parent " + parent);
    }
}
