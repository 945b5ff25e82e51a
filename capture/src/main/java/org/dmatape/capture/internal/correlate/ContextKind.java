// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.correlate;

/// What a CPU was doing when it wrote an event: the levels that interrupt one another.
public enum ContextKind {
    /// A thread.
    TASK("task"),
    /// A softirq on top of whatever ran.
    SOFTIRQ("softirq"),
    /// A hardware interrupt.
    HARDIRQ("hardirq"),
    /// A non-maskable interrupt.
    NMI("nmi");

    private static final int FLAG_HARDIRQ = 0x08;
    private static final int FLAG_SOFTIRQ = 0x10;
    private static final int FLAG_NMI = 0x40;

    private final String text;

    ContextKind(String text) {
        this.text = text;
    }

    /// The value of column `context`.
    public String text() {
        return text;
    }

    /// Reads `common_flags` (enum trace_flag_type, include/linux/trace_events.h).
    static ContextKind ofFlags(int commonFlags) {
        if ((commonFlags & FLAG_NMI) != 0) {
            return NMI;
        }
        if ((commonFlags & FLAG_HARDIRQ) != 0) {
            return HARDIRQ;
        }
        return (commonFlags & FLAG_SOFTIRQ) != 0 ? SOFTIRQ : TASK;
    }
}
