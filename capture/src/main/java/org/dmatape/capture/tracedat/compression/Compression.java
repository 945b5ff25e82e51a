// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.tracedat.compression;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How a recording is compressed.
public enum Compression {
    NONE,
    ZLIB,
    ZSTD;

    /// The compression of that name in a file's header.
    public static Optional<Compression> named(String name) {
        return Arrays.stream(values())
                .filter(compression ->
                        compression.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst();
    }

    /// A decompressor for one thread.
    public Decompressor newDecompressor() {
        return switch (this) {
            case NONE -> new NoDecompressor();
            case ZLIB -> new ZlibDecompressor();
            case ZSTD -> new ZstdDecompressor();
        };
    }
}
