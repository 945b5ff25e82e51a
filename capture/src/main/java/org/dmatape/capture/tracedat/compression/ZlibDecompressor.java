// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.tracedat.compression;

import java.lang.foreign.MemorySegment;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// One zlib stream per piece.
final class ZlibDecompressor implements Decompressor {

    private final Inflater inflater = new Inflater();

    @Override
    public void decompress(MemorySegment source, MemorySegment target) throws CorruptDataException {
        inflater.reset();
        inflater.setInput(source.asByteBuffer());
        try {
            int written = inflater.inflate(target.asByteBuffer());
            // the end of a stream that fills its target exactly is only seen when asked for more
            if (!inflater.finished() && written == target.byteSize()) {
                written += inflater.inflate(new byte[1]);
            }
            if (!inflater.finished() || written != target.byteSize()) {
                throw new CorruptDataException(
                        "a zlib stream of " + (inflater.finished() ? "" : "more than ") + written + " bytes");
            }
        } catch (DataFormatException e) {
            throw new CorruptDataException("a damaged zlib stream (" + e.getMessage() + ")");
        }
    }

    @Override
    public void close() {
        inflater.end();
    }
}
