// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.ingest;

/// Told how far a run has come. Called by several threads.
@FunctionalInterface
public interface IngestProgress {

    /// A capture is done, one way or the other.
    ///
    /// @param name its name
    /// @param done captures that are done
    /// @param total captures that are new
    void done(String name, int done, int total);
}
