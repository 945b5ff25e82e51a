// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.bench.kernel;

/// Which of the two files of a generated recording.
public enum RecordingSide {
    /// What the driver's kernel recorded.
    TRACE_DAT,
    /// What the device model logged.
    QEMU_LOG
}
