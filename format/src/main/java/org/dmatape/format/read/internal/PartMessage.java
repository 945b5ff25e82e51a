// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.read.internal;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.apache.arrow.flatbuf.Message;

/// One message of a part. Frame, lengths and checksum have been checked, what it says has not.
///
/// @param offset where it begins in the file
/// @param framed prefix and metadata
/// @param header the metadata
/// @param body valid until the memory it was read into is used again
record PartMessage(long offset, ByteBuffer framed, Message header, MemorySegment body) {

    /// Where the next message begins.
    long endOffset() {
        return offset + framed.limit() + body.byteSize();
    }
}
