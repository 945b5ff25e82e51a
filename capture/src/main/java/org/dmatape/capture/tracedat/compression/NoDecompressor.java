// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.tracedat.compression;

import java.lang.foreign.MemorySegment;

/// What a recording without compression must not ask for.
final class NoDecompressor implements Decompressor {

    @Override
    public void decompress(MemorySegment source, MemorySegment target) throws CorruptDataException {
        throw new CorruptDataException("compressed data although the file's header says compression none");
    }

    @Override
    public void close() {}
}
