// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.tracefs;

/// What a recorder does to tracefs, step by step. Files are named from its root, e.g.
/// `instances/dmatape-1/tracing_on`.
public interface TracefsControl {

    /// Writes a text into a file, in one write, as the kernel wants it.
    ///
    /// @throws org.dmatape.capture.live.RecordException when the kernel refuses
    void write(String file, String text);

    /// Adds a line to a file.
    ///
    /// @throws org.dmatape.capture.live.RecordException when the kernel refuses
    void append(String file, String line);

    /// Makes an instance.
    ///
    /// @throws org.dmatape.capture.live.RecordException when the kernel refuses
    void makeFolder(String folder);

    /// Removes an instance.
    ///
    /// @throws org.dmatape.capture.live.RecordException when the kernel refuses
    void removeFolder(String folder);

    /// Whether there is such a file.
    boolean has(String file);
}
