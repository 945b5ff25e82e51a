// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.apache.arrow.flatbuf.Message;
import org.dmatape.format.internal.ipc.BatchMessage;
import org.dmatape.format.internal.ipc.IpcFraming;

/// A part whose checksums were made to fit its bytes, as far as its messages can still be found.
public final class ResealedPart {

    private ResealedPart() {}

    /// The same bytes with other checksums.
    public static byte[] of(byte[] part) {
        ByteBuffer bytes = ByteBuffer.wrap(part.clone()).order(ByteOrder.LITTLE_ENDIAN);
        try {
            int offset = 0;
            while (bytes.getInt(offset + IpcFraming.METADATA_LENGTH_OFFSET) > 0) {
                offset = reseal(bytes, offset);
            }
        } catch (IndexOutOfBoundsException | IllegalArgumentException | ArithmeticException | AssertionError _) {
            return bytes.array(); // what follows cannot be found by a reader either
        }
        return bytes.array();
    }

    private static int reseal(ByteBuffer bytes, int offset) {
        int metadataBytes = bytes.getInt(offset + IpcFraming.METADATA_LENGTH_OFFSET);
        ByteBuffer metadata = bytes.slice(offset + IpcFraming.PREFIX_BYTES, metadataBytes);
        Message message = Message.getRootAsMessage(metadata);
        int size = Math.addExact(IpcFraming.PREFIX_BYTES + metadataBytes, Math.toIntExact(message.bodyLength()));
        ByteBuffer digits =
                message.customMetadataLength() == 1 ? message.customMetadata(0).valueAsByteBuffer() : null;
        if (digits != null) {
            digits.put(digits.position(), ascii(BatchMessage.CHECKSUM_BLANK));
            CRC32C crc = new CRC32C();
            crc.update(bytes.slice(offset, size));
            digits.put(digits.position(), ascii(HexFormat.of().toHexDigits((int) crc.getValue())));
        }
        return Math.addExact(offset, size);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
