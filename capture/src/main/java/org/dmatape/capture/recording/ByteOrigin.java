// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.recording;

/// Where bytes in memory came from: turns a position in memory into an error that names file and offset.
public interface ByteOrigin {

    /// The error to throw when the bytes at a position are not what they should be.
    ///
    /// @param position offset in memory of the offending bytes
    /// @param expected what should be there, e.g. `a length of at least 4`
    /// @param found what is there, e.g. `3`
    RecordingException damaged(long position, String expected, String found);
}
