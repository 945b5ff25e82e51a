// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.recording;

/// Whose view of the machine a recording holds. A machine has at most one recording of each role at a time, and the
/// first role there is gives the tape its clock.
public enum RecordingRole {
    /// The kernel's trace: what the driver and the DMA API did.
    KERNEL_TRACE("kernel trace"),
    /// What the device, or the program that emulates it, wrote down.
    DEVICE_LOG("device log"),
    /// The kernel's log (dmesg).
    KERNEL_LOG("kernel log");

    private final String text;

    RecordingRole(String text) {
        this.text = text;
    }

    /// For messages, e.g. `device log`.
    public String text() {
        return text;
    }
}
