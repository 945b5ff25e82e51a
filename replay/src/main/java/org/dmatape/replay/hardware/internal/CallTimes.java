// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.hardware.internal;

/// Hears of the calls that one recorded operation takes.
public interface CallTimes {

    /// An address space was called.
    ///
    /// @param error 0, or the kernel's error number
    void called(long iova, int error, long durationNs);
}
