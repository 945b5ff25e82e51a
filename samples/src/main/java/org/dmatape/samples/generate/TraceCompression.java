// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate;

import java.util.Locale;

/// How the CPU data and the texts of a version 7 file are compressed.
public enum TraceCompression {
    NONE,
    ZLIB,
    ZSTD;

    /// The name as the file and the command line write it.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
