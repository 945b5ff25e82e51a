// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.live.internal.source;

/// How far reading the ring buffer of one CPU got.
public enum DrainResult {
    /// The buffer was empty.
    EMPTIED,
    /// The reader is where the writer is. Going on would bring one event at a time, each in a page of its own.
    CAUGHT_UP,
    /// There is more.
    MORE
}
