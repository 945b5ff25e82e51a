// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.perfetto;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Reads Protocol Buffers without a schema: the fields of a message by their numbers.
record ProtoReader(Map<Integer, List<Object>> fields) {

    static ProtoReader of(byte[] message) {
        ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        Map<Integer, List<Object>> fields = new HashMap<>();
        while (in.hasRemaining()) {
            long tag = varint(in);
            Object value = switch ((int) (tag & 7)) {
                case 0 -> varint(in);
                case 1 -> in.getLong();
                case 2 -> bytes(in);
                default -> throw new IllegalArgumentException("wire type of tag " + tag);
            };
            fields.computeIfAbsent((int) (tag >>> 3), _ -> new ArrayList<>()).add(value);
        }
        return new ProtoReader(fields);
    }

    List<ProtoReader> messages(int field) {
        return fields.getOrDefault(field, List.of()).stream()
                .map(value -> of((byte[]) value))
                .toList();
    }

    Optional<ProtoReader> message(int field) {
        return messages(field).stream().findFirst();
    }

    OptionalLong number(int field) {
        return fields.getOrDefault(field, List.of()).stream()
                .mapToLong(value -> (Long) value)
                .findFirst();
    }

    String text(int field) {
        return new String((byte[]) fields.getOrDefault(field, List.of()).getFirst(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(ByteBuffer in) {
        byte[] bytes = new byte[Math.toIntExact(varint(in))];
        in.get(bytes);
        return bytes;
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = in.get();
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }
}
