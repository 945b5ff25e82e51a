// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.synthetic;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// A decompressed text that ends with an error where it grows beyond what a log can be: a small file may otherwise
/// decompress to terabytes. A QEMU log is about 20 times as large as its compressed file.
final class BoundedText extends FilterInputStream {

    private static final long MOST_TIMES = 1000;
    private static final long ALWAYS_ALLOWED_BYTES = 1L << 28;

    private final long limitBytes;
    private long readBytes;

    /// @param fileBytes size of the compressed file
    BoundedText(InputStream text, long fileBytes) {
        super(text);
        limitBytes = Math.max(ALWAYS_ALLOWED_BYTES, MOST_TIMES * fileBytes);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        int count = super.read(target, from, length);
        readBytes += Math.max(0, count);
        if (readBytes > limitBytes) {
            throw new IOException("it decompresses to more than " + limitBytes
                    + " bytes, which no log of its size does; decompress it first if it is one");
        }
        return count;
    }
}
