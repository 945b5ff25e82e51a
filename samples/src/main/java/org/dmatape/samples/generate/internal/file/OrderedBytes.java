// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.file;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Bytes that grow, with numbers in the byte order of the file.
final class OrderedBytes {

    private final ByteOrder order;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    OrderedBytes(ByteOrder order) {
        this.order = order;
    }

    OrderedBytes u8(int value) {
        bytes.write(value);
        return this;
    }

    OrderedBytes u16(int value) {
        return raw(ByteBuffer.allocate(Short.BYTES)
                .order(order)
                .putShort((short) value)
                .array());
    }

    OrderedBytes u32(int value) {
        return raw(ByteBuffer.allocate(Integer.BYTES).order(order).putInt(value).array());
    }

    OrderedBytes u64(long value) {
        return raw(ByteBuffer.allocate(Long.BYTES).order(order).putLong(value).array());
    }

    OrderedBytes raw(byte[] value) {
        bytes.writeBytes(value);
        return this;
    }

    /// Text with a zero behind it.
    OrderedBytes terminated(String text) {
        return text(text).u8(0);
    }

    /// Text without one.
    OrderedBytes text(String text) {
        return raw(text.getBytes(StandardCharsets.US_ASCII));
    }

    int size() {
        return bytes.size();
    }

    byte[] toByteArray() {
        return bytes.toByteArray();
    }
}
