// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.tracefs;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;

/// A recorder that waits for its turn behind the load it records loses events.
public final class SchedulingPriority {

    private static final int PRIO_PROCESS = 0;
    private static final int THIS_THREAD = 0;
    private static final int NICE = -15;

    private static final MethodHandle SET_PRIORITY = Linker.nativeLinker()
            .downcallHandle(
                    Linker.nativeLinker().defaultLookup().findOrThrow("setpriority"),
                    FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));

    private SchedulingPriority() {}

    /// Lets this thread, and those it starts from now on, go before ordinary ones. Where that is not allowed,
    /// nothing changes.
    public static void raise() {
        try {
            int ignored = (int) SET_PRIORITY.invokeExact(PRIO_PROCESS, THIS_THREAD, NICE);
        } catch (Throwable impossible) {
            throw new IllegalStateException("calling libc failed", impossible);
        }
    }
}
