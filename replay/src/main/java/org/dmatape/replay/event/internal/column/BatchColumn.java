// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.event.internal.column;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.FieldVector;
import org.dmatape.format.read.TableReader;

/// One column of the batch at hand, copied out of Arrow memory once per batch: reading an array costs a fraction of
/// asking a vector for each value.
public abstract class BatchColumn {

    private byte[] validity = new byte[0];
    private boolean anyNull;

    /// Takes over the values of a batch.
    final void load(FieldVector vector, TableReader reader) throws IOException {
        anyNull = vector.getNullCount() > 0;
        int rows = vector.getValueCount();
        if (anyNull) {
            int bytes = (rows + Byte.SIZE - 1) / Byte.SIZE;
            validity = validity.length < bytes ? new byte[bytes] : validity;
            vector.getValidityBuffer().getBytes(0, validity, 0, bytes);
        }
        copy(vector, rows, reader);
    }

    abstract void copy(FieldVector vector, int rows, TableReader reader) throws IOException;

    /// Whether a row has no value.
    public final boolean isNull(int row) {
        return anyNull && ((validity[row >> 3] >> (row & 7)) & 1) == 0;
    }

    static ByteBuffer bytes(FieldVector vector, long count) {
        ArrowBuf buffer = vector.getDataBuffer();
        return buffer.nioBuffer(0, Math.toIntExact(count)).order(ByteOrder.LITTLE_ENDIAN);
    }
}
