// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.internal.ipc;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The frame around a message of Arrow's IPC stream format (Arrow columnar format, "Encapsulated message
/// format"):
///
///     offset  bytes  little endian
///     0       4      FF FF FF FF        continuation
///     4       4      metadata length    n, so that 8 + n is a multiple of 8
///     8       n      metadata           flatbuffer Message, padded with zeros
///     8 + n   b      body               as long as the Message says, a multiple of 8
///
/// A metadata length of 0 ends the stream.
public final class IpcFraming {

    /// First four bytes of every message.
    public static final int CONTINUATION = 0xFFFF_FFFF;
    /// Continuation and metadata length.
    public static final int PREFIX_BYTES = 8;
    /// Where the metadata length stands.
    public static final int METADATA_LENGTH_OFFSET = 4;
    /// Messages and the buffers in a body start at multiples of this.
    public static final int ALIGNMENT = 8;

    private IpcFraming() {}

    /// Prefix and metadata of a message, padded, ready to be written.
    static ByteBuffer frame(ByteBuffer metadata) {
        int padded = (int) align(metadata.remaining());
        ByteBuffer framed = ByteBuffer.allocate(PREFIX_BYTES + padded).order(ByteOrder.LITTLE_ENDIAN);
        framed.putInt(CONTINUATION).putInt(padded).put(metadata);
        return framed.rewind();
    }

    /// The end of a stream.
    public static ByteBuffer endOfStream() {
        return ByteBuffer.allocate(PREFIX_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(CONTINUATION)
                .putInt(0)
                .rewind();
    }

    /// The next multiple of [#ALIGNMENT].
    public static long align(long size) {
        return (size + ALIGNMENT - 1) & -ALIGNMENT;
    }
}
