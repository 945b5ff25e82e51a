// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate;

/// Kinds of ring-buffer entries that most recordings do not have.
public enum RareEntry {
    /// Discarded entries, and padding.
    DISCARDED,
    /// Absolute time stamps.
    ABSOLUTE_TIME_STAMP,
    /// Time extends: CPUs now and then idle for longer than 27 bits of nanoseconds.
    TIME_EXTEND
}
