// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.synthetic;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;

/// A whole file of xz with blocks that say nothing and ask for a dictionary each.
///
/// ```
/// stream header (12) | block header (12), end (1), padding (3) | ... | index | stream footer (12)
/// ```
final class EmptyXzBlocks {

    private static final int BLOCK_BYTES = 16;
    private static final int UNPADDED_BYTES = 13;
    private static final int ENDS_BYTES = 24;
    private static final byte LZMA2 = 0x21;
    /// 64 MiB, as `xz -9` has it.
    private static final byte DICTIONARY = 28;

    private static final int GROUP_BITS = 7;

    private final ByteBuffer bytes;

    private EmptyXzBlocks(int capacity) {
        bytes = ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// The file.
    static byte[] of(int blocks) {
        EmptyXzBlocks file = new EmptyXzBlocks(blocks * (BLOCK_BYTES + 2) + ENDS_BYTES + BLOCK_BYTES);
        file.bytes.put(new byte[] {(byte) 0xfd, '7', 'z', 'X', 'Z', 0, 0, 0}).putInt(crc(new byte[2]));
        byte[] header = {2, 0, LZMA2, 1, DICTIONARY, 0, 0, 0};
        for (int block = 0; block < blocks; block++) {
            file.bytes.put(header).putInt(crc(header)).putInt(0);
        }
        file.index(blocks);
        return Arrays.copyOf(file.bytes.array(), file.bytes.position());
    }

    private void index(int blocks) {
        int from = bytes.position();
        bytes.put((byte) 0);
        int left = blocks;
        for (; left >> GROUP_BITS != 0; left >>= GROUP_BITS) {
            bytes.put((byte) (left | (1 << GROUP_BITS)));
        }
        bytes.put((byte) left);
        for (int block = 0; block < blocks; block++) {
            bytes.put((byte) UNPADDED_BYTES).put((byte) 0);
        }
        while (bytes.position() % Integer.BYTES != 0) {
            bytes.put((byte) 0);
        }
        bytes.putInt(crc(Arrays.copyOfRange(bytes.array(), from, bytes.position())));
        byte[] footer = ByteBuffer.allocate(Integer.BYTES + 2)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((bytes.position() - from) / Integer.BYTES - 1)
                .array();
        bytes.putInt(crc(footer)).put(footer).put((byte) 'Y').put((byte) 'Z');
    }

    private static int crc(byte[] of) {
        CRC32 crc = new CRC32();
        crc.update(of);
        return (int) crc.getValue();
    }
}
