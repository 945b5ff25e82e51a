// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.perfetto.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// One message in the encoding of Protocol Buffers, filled field by field and used again and again.
///
/// ```text
/// message = { tag value }     tag    = varint (field number << 3 | wire type)
///                             value  = varint                            wire type 0
///                                    | eight bytes, little-endian        wire type 1
///                                    | varint length, then the bytes     wire type 2: text, messages
/// varint  = seven bits a byte, lowest first, bit 7 set on all but the last
/// ```
/// Source: https://protobuf.dev/programming-guides/encoding
final class ProtoMessage {

    private static final int WIRE_VARINT = 0;
    private static final int WIRE_FIXED64 = 1;
    private static final int WIRE_LENGTH = 2;
    private static final int WIRE_TYPE_BITS = 3;
    private static final int MAX_VARINT_BYTES = 10;

    private byte[] bytes = new byte[256];
    private int size;

    void clear() {
        size = 0;
    }

    boolean isEmpty() {
        return size == 0;
    }

    ProtoMessage number(int field, long value) {
        tag(field, WIRE_VARINT);
        varint(value);
        return this;
    }

    ProtoMessage fixed64(int field, long value) {
        tag(field, WIRE_FIXED64);
        reserve(Long.BYTES);
        for (int i = 0; i < Long.BYTES; i++) {
            bytes[size++] = (byte) (value >>> (Byte.SIZE * i));
        }
        return this;
    }

    ProtoMessage text(int field, String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        return block(field, utf8, utf8.length);
    }

    ProtoMessage message(int field, ProtoMessage nested) {
        return block(field, nested.bytes, nested.size);
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(bytes, 0, size);
    }

    private ProtoMessage block(int field, byte[] content, int length) {
        tag(field, WIRE_LENGTH);
        varint(length);
        reserve(length);
        System.arraycopy(content, 0, bytes, size, length);
        size += length;
        return this;
    }

    private void tag(int field, int wireType) {
        varint((long) field << WIRE_TYPE_BITS | wireType);
    }

    private void varint(long value) {
        reserve(MAX_VARINT_BYTES);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    private void reserve(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
