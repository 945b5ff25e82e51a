// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.live;

/// Told how a recording is getting on, several times a second, by the thread that records: it must be quick.
@FunctionalInterface
public interface RecordListener {

    /// Nobody is listening.
    RecordListener NONE = status -> {};

    /// This is how it is now.
    void status(RecordStatus status);
}
