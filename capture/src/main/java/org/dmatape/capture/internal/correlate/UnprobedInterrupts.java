// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.correlate;

/// Interrupts whose vring_interrupt the probe on it missed.
///
/// The handler of a queue's own vector is vring_interrupt. Where its probe fires for some interrupts and not for
/// others, the others came while a probe was at work on that CPU: the kernel then runs no kprobe (get_kprobe and
/// kprobe_running in kernel/kprobes.c), neither this one nor any on what the interrupt called, and only counts them.
/// Not so before the first one and after the last one that fired, where probes are switched on and off one after the
/// other.
public final class UnprobedInterrupts {

    private boolean fired;
    private boolean missed;
    private long firstEventId;
    private long firstNs;

    /// The probe fired.
    public void probeFires() {
        fired = true;
    }

    /// An interrupt is over, and the probe did not fire for it.
    void add(long eventId, long entryNs) {
        if (fired && !missed) {
            missed = true;
            firstEventId = eventId;
            firstNs = entryNs;
        }
    }

    /// Whether the probe missed interrupts since this was asked last.
    public boolean take() {
        boolean taken = missed;
        missed = false;
        return taken;
    }

    /// Event number of the first one it missed.
    public long firstEventId() {
        return firstEventId;
    }

    /// When that began.
    public long firstNs() {
        return firstNs;
    }
}
