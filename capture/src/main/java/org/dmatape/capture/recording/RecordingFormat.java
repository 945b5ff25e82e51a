// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.recording;

import java.nio.file.Path;

/// One kind of recording dmatape can read. What a file is, is told by its content, never by its name.
public interface RecordingFormat {

    /// What people call it, e.g. `trace.dat`.
    String name();

    /// Whose view such a recording holds.
    RecordingRole role();

    /// Whether a file is of this kind.
    ///
    /// @param head the first bytes of the file, decompressed: at most [#HEAD_BYTES]; all of it when it is shorter
    boolean recognises(byte[] head);

    /// Whether files of this kind are also read when they are compressed as a whole (gzip, zstd).
    default boolean mayBeCompressed() {
        return false;
    }

    /// Opens a file of this kind and reads its metadata.
    ///
    /// @throws RecordingException when it is missing, of another kind, or damaged
    Recording open(Path file, OpenOptions options);

    /// How much of a file is looked at.
    int HEAD_BYTES = 1 << 16;
}
