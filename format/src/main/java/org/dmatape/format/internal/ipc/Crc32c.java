// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.internal.ipc;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/// CRC-32C over memory outside the heap and over buffers, as eight hex digits.
public final class Crc32c {

    private static final HexFormat HEX = HexFormat.of();
    private static final int MAX_STEP_BYTES = 1 << 30;

    private final CRC32C crc = new CRC32C();

    /// Adds bytes.
    public void update(ByteBuffer bytes) {
        crc.update(bytes.duplicate());
    }

    /// Adds bytes.
    public void update(MemorySegment bytes) {
        for (long done = 0; done < bytes.byteSize(); done += MAX_STEP_BYTES) {
            long step = Math.min(MAX_STEP_BYTES, bytes.byteSize() - done);
            crc.update(bytes.asSlice(done, step).asByteBuffer());
        }
    }

    /// The checksum so far.
    public String hex() {
        return hex((int) crc.getValue());
    }

    static int of(ByteBuffer framed, MemorySegment body) {
        Crc32c crc = new Crc32c();
        crc.update(framed);
        crc.update(body);
        return (int) crc.crc.getValue();
    }

    static String hex(int value) {
        return HEX.toHexDigits(value);
    }
}
