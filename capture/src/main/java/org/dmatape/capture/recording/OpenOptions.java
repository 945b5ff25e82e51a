// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.recording;

/// How to open a recording.
///
/// @param salvage whether a damaged recording is read as far as it is whole; otherwise damage is an error
/// @param prefetchThreads threads that decompress ahead of the reader; 0 leaves that to the reader's own thread
public record OpenOptions(boolean salvage, int prefetchThreads) {

    /// A whole recording, decompressed on all processors.
    public static final OpenOptions DEFAULT =
            new OpenOptions(false, Runtime.getRuntime().availableProcessors());

    public OpenOptions {
        if (prefetchThreads < 0) {
            throw new IllegalArgumentException("prefetchThreads is " + prefetchThreads);
        }
    }

    /// The same, for a recording that may be damaged.
    public OpenOptions withSalvage() {
        return new OpenOptions(true, prefetchThreads);
    }
}
