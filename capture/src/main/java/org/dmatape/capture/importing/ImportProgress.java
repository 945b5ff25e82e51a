// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing;

/// Told now and then how far an import has come.
@FunctionalInterface
public interface ImportProgress {

    /// Nobody is listening.
    ImportProgress NONE = (events, share) -> {};

    /// So many events have been read.
    ///
    /// @param events events read so far
    /// @param share how much of all recordings that is, 0 to 1, by size; 0 while unknown
    void read(long events, double share);
}
