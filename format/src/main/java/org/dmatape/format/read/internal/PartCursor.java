// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.read.internal;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.dmatape.format.TapeException;
import org.dmatape.format.internal.ipc.BatchMessage;
import org.dmatape.format.internal.ipc.IpcFraming;

/// Walks over the messages of one part. A length is held against the file before anything is allocated or read.
final class PartCursor implements AutoCloseable {

    private static final int MAX_METADATA_BYTES = 1 << 20;
    private static final long MAX_BODY_BYTES = 512L << 20;

    private final Path file;
    private final FileChannel channel;
    private final long sizeBytes;
    private long position;
    private final boolean endsAnywhere;
    private boolean ended;

    private PartCursor(Path file, FileChannel channel, long sizeBytes, boolean endsAnywhere) {
        this.file = file;
        this.channel = channel;
        this.sizeBytes = sizeBytes;
        this.endsAnywhere = endsAnywhere;
    }

    static PartCursor open(PartExtent extent) {
        Path file = extent.file();
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw TapeException.unreadable(file + " is missing or not a file: expected a part of the tape");
        }
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            long fileBytes = channel.size();
            boolean endsAnywhere = extent.committedBytes() <= fileBytes;
            return new PartCursor(file, channel, Math.min(fileBytes, extent.committedBytes()), endsAnywhere);
        } catch (IOException cause) {
            throw TapeException.cannotRead(file, cause);
        }
    }

    Path file() {
        return file;
    }

    long position() {
        return position;
    }

    /// The next message, or none behind the orderly end.
    Optional<PartMessage> next(BodyMemory memory) {
        if (ended || (endsAnywhere && position == sizeBytes)) {
            return Optional.empty();
        }
        int metadataBytes = metadataLength(read(position, IpcFraming.PREFIX_BYTES, "a message prefix"));
        if (metadataBytes == 0) {
            end();
            return Optional.empty();
        }
        ByteBuffer framed = read(position, IpcFraming.PREFIX_BYTES + metadataBytes, "the metadata of a message");
        PartMessage message = Damage.guard(file, position, () -> parsed(framed, memory));
        position = message.endOffset();
        return Optional.of(message);
    }

    /// All messages that are left. A message is valid only while it is handed over.
    void forEach(BodyMemory memory, Consumer<PartMessage> visitor) {
        for (Optional<PartMessage> message = next(memory); message.isPresent(); message = next(memory)) {
            visitor.accept(message.get());
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException cause) {
            throw TapeException.cannotRead(file, cause);
        }
    }

    TapeException damage(String what) {
        return Damage.at(file, position, what);
    }

    private int metadataLength(ByteBuffer prefix) {
        if (prefix.getInt(0) != IpcFraming.CONTINUATION) {
            throw damage("expected the beginning of an Arrow message (ff ff ff ff)");
        }
        int length = prefix.getInt(IpcFraming.METADATA_LENGTH_OFFSET);
        if (length < 0 || length > MAX_METADATA_BYTES) {
            throw damage(
                    "metadata of " + Integer.toUnsignedLong(length) + " bytes, expected at most " + MAX_METADATA_BYTES);
        }
        return length;
    }

    private void end() {
        position += IpcFraming.PREFIX_BYTES;
        ended = true;
        if (position != sizeBytes) {
            throw damage((sizeBytes - position) + " bytes behind the end of the stream");
        }
    }

    private PartMessage parsed(ByteBuffer framed, BodyMemory memory) {
        ByteBuffer metadata = framed.slice(IpcFraming.PREFIX_BYTES, framed.limit() - IpcFraming.PREFIX_BYTES);
        Message header = Message.getRootAsMessage(metadata);
        MemorySegment body = readBody(position + framed.limit(), header.bodyLength(), memory);
        if (header.headerType() != MessageHeader.Schema && !BatchMessage.isIntact(header, framed, body)) {
            throw damage("the checksum of the batch is wrong");
        }
        return new PartMessage(position, framed, header, body);
    }

    private MemorySegment readBody(long offset, long length, BodyMemory memory) {
        if (length < 0 || length > MAX_BODY_BYTES || length > sizeBytes - offset) {
            throw damage("a body of " + Long.toUnsignedString(length) + " bytes, but only " + (sizeBytes - offset)
                    + " bytes follow: the file was cut or a length is wrong");
        }
        MemorySegment body = memory.reserve(length);
        readFully(body.asByteBuffer(), offset);
        return body;
    }

    private ByteBuffer read(long offset, int length, String what) {
        if (length > sizeBytes - offset) {
            throw damage("the file ends within " + what + ": it was cut or a length is wrong");
        }
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        readFully(bytes, offset);
        return bytes.rewind();
    }

    private void readFully(ByteBuffer target, long offset) {
        try {
            long at = offset;
            while (target.hasRemaining()) {
                int count = channel.read(target, at);
                if (count < 0) {
                    throw Damage.at(file, at, "the file became shorter while it was read");
                }
                at += count;
            }
        } catch (IOException cause) {
            throw TapeException.cannotRead(file, cause);
        }
    }
}
