// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Writes a trace of QEMU's simple backend.
public final class SimpleTraceBuilder {

    private static final int BYTES = 4096;

    private final ByteBuffer bytes;

    public SimpleTraceBuilder(ByteOrder order, long version) {
        bytes = ByteBuffer.allocate(BYTES).order(order);
        bytes.putLong(-1).putLong(0xf2b177cb0aa429b4L).putLong(version);
    }

    public SimpleTraceBuilder name(long id, String name) {
        byte[] text = name.getBytes(StandardCharsets.US_ASCII);
        bytes.putLong(0).putLong(id).putInt(text.length).put(text);
        return this;
    }

    public SimpleTraceBuilder event(long id, long tsNs, Object... arguments) {
        bytes.putLong(1).putLong(id).putLong(tsNs);
        int length = bytes.position();
        bytes.putInt(0).putInt(4711);
        for (Object argument : arguments) {
            if (argument instanceof String text) {
                bytes.putInt(text.length()).put(text.getBytes(StandardCharsets.US_ASCII));
            } else {
                bytes.putLong(((Number) argument).longValue());
            }
        }
        bytes.putInt(length, bytes.position() - length + 16);
        return this;
    }

    public byte[] toBytes() {
        return Arrays.copyOf(bytes.array(), bytes.position());
    }
}
