// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate;

/// Hears how far a generation has come, some thousand times in a run at most.
@FunctionalInterface
public interface ProgressListener {

    /// Nobody listens.
    ProgressListener NONE = (done, total) -> {};

    /// @param events events generated so far
    /// @param total events asked for
    void progress(long events, long total);
}
