// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A file written from front to back, with numbers filled in later at places left for them.
final class FileBuilder implements AutoCloseable {

    private final FileChannel channel;
    private long position;

    FileBuilder(Path file) throws IOException {
        channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
    }

    long position() {
        return position;
    }

    /// Appends; gives where.
    long append(byte[] bytes) throws IOException {
        long at = position;
        putAt(at, bytes);
        position += bytes.length;
        return at;
    }

    /// Appends zeros up to a multiple of the alignment.
    void alignTo(int alignment) throws IOException {
        append(new byte[(int) (-position & alignment - 1)]);
    }

    /// Appends what was spooled.
    void append(CpuSpool spool) throws IOException {
        FileChannel source = spool.channel();
        long from = 0;
        channel.position(position);
        while (from < spool.bytes()) {
            from += source.transferTo(from, spool.bytes() - from, channel);
        }
        position += spool.bytes();
    }

    void putAt(long at, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer, at + buffer.position());
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
