// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.recording;

/// A recording that computes the checksum of its file from the bytes it reads anyway, so that nobody else has to read
/// the file.
public interface ChecksummedRecording extends Recording {

    /// The checksum of the file, compressed as it is. All streams have been read to their ends.
    FileChecksum checksum();
}
