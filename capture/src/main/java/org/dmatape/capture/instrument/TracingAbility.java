// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.instrument;

/// What a kernel's tracing may or may not be able to do.
public enum TracingAbility {
    /// Probes on functions by breakpoint (`kprobe_events`).
    KPROBES,
    /// Probes of every kind through one file (`dynamic_events`).
    DYNAMIC_EVENTS,
    /// Probes on functions by the function tracer, cheaper than a breakpoint (from 6.5).
    FPROBES,
    /// The number of return probes in flight can be given with an fprobe; withdrawn when they moved to the function
    /// graph tracer.
    FPROBE_MAXACTIVE,
    /// A return probe still knows the arguments the function was entered with (after 6.6).
    ARGUMENTS_AT_RETURN,
    /// The kernel carries its own type information.
    TYPE_INFORMATION,
    /// It says where its functions lie, which names the frames of a call stack; `kernel.kptr_restrict` forbids it.
    FUNCTION_ADDRESSES
}
