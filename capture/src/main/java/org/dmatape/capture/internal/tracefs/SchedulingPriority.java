// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.tracefs;

import java.lang.foreign.Arena;

/// A recorder that waits for its turn behind the load it records loses events.
public final class SchedulingPriority {

    private static final int NICE = -15;

    private SchedulingPriority() {}

    /// Lets this thread, and those it starts from now on, go before ordinary ones. Where that is not allowed,
    /// nothing changes.
    public static void raise() {
        try (Arena arena = Arena.ofConfined()) {
            new Libc(arena).setPriority(NICE);
        }
    }
}
