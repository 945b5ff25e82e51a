// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.ring;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Puts numbers into bytes in the byte order of the simulated machine, aligned or not.
final class RecordBytes {

    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final boolean bigEndian;

    RecordBytes(ByteOrder order) {
        bigEndian = order == ByteOrder.BIG_ENDIAN;
    }

    void putShort(byte[] bytes, int at, short value) {
        SHORT.set(bytes, at, bigEndian ? Short.reverseBytes(value) : value);
    }

    void putInt(byte[] bytes, int at, int value) {
        INT.set(bytes, at, bigEndian ? Integer.reverseBytes(value) : value);
    }

    void putLong(byte[] bytes, int at, long value) {
        LONG.set(bytes, at, bigEndian ? Long.reverseBytes(value) : value);
    }
}
