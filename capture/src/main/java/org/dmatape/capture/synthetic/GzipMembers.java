// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.synthetic;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// The text of a gzip file of one member or several. Java takes what follows a member and does not begin as one for
/// nothing: a text whose second member is damaged would end there, and nobody would know.
final class GzipMembers extends GZIPInputStream {

    /// CRC32 and ISIZE (RFC 1952), which stay in the decompressor's input behind the last member.
    private static final int TRAILER_BYTES = 8;

    /// @param file bytes of the file; its `available()` is 0 at the end only
    GzipMembers(InputStream file, int bufferBytes) throws IOException {
        super(file, bufferBytes);
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        int count = super.read(target, from, length);
        if (count < 0 && (inf.getRemaining() > TRAILER_BYTES || in.available() > 0)) {
            throw new ZipException("what follows a member does not begin as another");
        }
        return count;
    }
}
