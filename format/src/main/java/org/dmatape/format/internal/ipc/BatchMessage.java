// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.internal.ipc;

import com.google.flatbuffers.FlatBufferBuilder;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.arrow.flatbuf.BodyCompression;
import org.apache.arrow.flatbuf.BodyCompressionMethod;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.CompressionType;
import org.apache.arrow.flatbuf.DictionaryBatch;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.KeyValue;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.RecordBatch;

/// Metadata of a record batch or dictionary batch.
///
/// Arrow has no checksum: a tail of zeros reads as an orderly end of the stream, and zeros in a body as values.
/// So every batch carries a CRC-32C of its metadata and body in the message's own metadata, which other readers
/// ignore. The checksum is eight hex digits, computed with these digits as `00000000`.
public final class BatchMessage {

    /// Key of the checksum in the message's metadata.
    public static final String CHECKSUM_KEY = "dmatape.crc32c";
    /// Stands for the checksum while it is computed.
    public static final String CHECKSUM_BLANK = "00000000";

    private static final byte[] BLANK = CHECKSUM_BLANK.getBytes(StandardCharsets.US_ASCII);

    private BatchMessage() {}

    /// A framed record batch.
    public static ByteBuffer recordBatch(BodyDirectory directory, MemorySegment body) {
        FlatBufferBuilder builder = new FlatBufferBuilder(2048);
        int batch = batch(builder, directory);
        return sealed(builder, MessageHeader.RecordBatch, batch, body);
    }

    /// A framed dictionary batch, which replaces what the stream said of that dictionary before.
    public static ByteBuffer dictionaryBatch(long dictionaryId, BodyDirectory directory, MemorySegment body) {
        FlatBufferBuilder builder = new FlatBufferBuilder(512);
        int batch = batch(builder, directory);
        int dictionary = DictionaryBatch.createDictionaryBatch(builder, dictionaryId, batch, false);
        return sealed(builder, MessageHeader.DictionaryBatch, dictionary, body);
    }

    private static int batch(FlatBufferBuilder builder, BodyDirectory directory) {
        int compression =
                BodyCompression.createBodyCompression(builder, CompressionType.ZSTD, BodyCompressionMethod.BUFFER);
        RecordBatch.startBuffersVector(builder, directory.bufferCount());
        for (int i = directory.bufferCount() - 1; i >= 0; i--) { // flatbuffers are built backwards
            Buffer.createBuffer(builder, directory.bufferOffset(i), directory.bufferLength(i));
        }
        int buffers = builder.endVector();
        RecordBatch.startNodesVector(builder, directory.nodeCount());
        for (int i = directory.nodeCount() - 1; i >= 0; i--) {
            FieldNode.createFieldNode(builder, directory.rows(), directory.nullCount(i));
        }
        int nodes = builder.endVector();
        return RecordBatch.createRecordBatch(builder, directory.rows(), nodes, buffers, compression, 0);
    }

    private static ByteBuffer sealed(FlatBufferBuilder builder, byte headerType, int header, MemorySegment body) {
        int key = builder.createString(CHECKSUM_KEY);
        int blank = builder.createString(CHECKSUM_BLANK);
        int metadata =
                Message.createCustomMetadataVector(builder, new int[] {KeyValue.createKeyValue(builder, key, blank)});
        Message.finishMessageBuffer(
                builder,
                Message.createMessage(builder, MetadataVersion.V5, headerType, header, body.byteSize(), metadata));
        ByteBuffer framed = IpcFraming.frame(builder.dataBuffer());
        String checksum = Crc32c.hex(Crc32c.of(framed, body));
        checksumOf(framed).put(checksum.getBytes(StandardCharsets.US_ASCII));
        return framed;
    }

    /// The eight digits of the checksum within a framed batch this class made.
    private static ByteBuffer checksumOf(ByteBuffer framed) {
        ByteBuffer metadata = framed.slice(IpcFraming.PREFIX_BYTES, framed.limit() - IpcFraming.PREFIX_BYTES);
        KeyValue checksum = Message.getRootAsMessage(metadata).customMetadata(0);
        return checksum.valueAsByteBuffer();
    }

    /// Whether a message carries the checksum of its metadata and body. `header` is the metadata within
    /// `framed`.
    public static boolean isIntact(Message header, ByteBuffer framed, MemorySegment body) {
        if (header.customMetadataLength() != 1) {
            return false;
        }
        ByteBuffer digits = header.customMetadata(0).valueAsByteBuffer();
        if (digits == null || digits.remaining() != BLANK.length) {
            return false;
        }
        byte[] claimed = new byte[BLANK.length];
        digits.get(digits.position(), claimed);
        digits.put(digits.position(), BLANK);
        boolean intact = Crc32c.hex(Crc32c.of(framed, body)).equals(new String(claimed, StandardCharsets.US_ASCII));
        digits.put(digits.position(), claimed);
        return intact;
    }
}
