// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;

/// A part of a tape whose messages carry right checksums, as far as it has messages.
///
///     ff ff ff ff | u32 bytes of metadata | metadata, with eight digits of checksum | body
final class RepairedPart {

    private static final int PREFIX_BYTES = 8;
    private static final int CHECKSUM_DIGITS = 8;

    private RepairedPart() {}

    static byte[] of(byte[] part) {
        byte[] repaired = part.clone();
        ByteBuffer bytes = ByteBuffer.wrap(repaired).order(ByteOrder.LITTLE_ENDIAN);
        try {
            int begin = 0;
            while (begin + PREFIX_BYTES <= repaired.length) {
                int metadataBytes = bytes.getInt(begin + Integer.BYTES);
                ByteBuffer metadata = bytes.slice(begin + PREFIX_BYTES, metadataBytes);
                Message message = Message.getRootAsMessage(metadata);
                int end = Math.addExact(begin + PREFIX_BYTES + metadataBytes, Math.toIntExact(message.bodyLength()));
                if (message.headerType() != MessageHeader.Schema) {
                    repair(
                            bytes.slice(begin, end - begin),
                            message.customMetadata(0).valueAsByteBuffer());
                }
                begin = end;
            }
        } catch (RuntimeException | AssertionError _) {
            return repaired; // no message any more: the reader sees what is there
        }
        return repaired;
    }

    private static void repair(ByteBuffer whole, ByteBuffer digits) {
        digits.put(digits.position(), "0".repeat(CHECKSUM_DIGITS).getBytes(StandardCharsets.US_ASCII));
        CRC32C crc = new CRC32C();
        crc.update(whole);
        String checksum = HexFormat.of().toHexDigits((int) crc.getValue());
        digits.put(digits.position(), checksum.getBytes(StandardCharsets.US_ASCII));
    }
}
