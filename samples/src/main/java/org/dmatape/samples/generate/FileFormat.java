// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate;

/// Which kind of trace.dat is written.
///
/// @param version 6 or 7
/// @param compression compression of a version 7 file
public record FileFormat(int version, TraceCompression compression) {

    /// Refuses what trace-cmd does not write.
    public FileFormat {
        GeneratorLimits.require(version == 6 || version == 7, "the version of trace.dat is 6 or 7, not " + version);
        GeneratorLimits.require(
                version == 7 || compression == TraceCompression.NONE,
                "version 6 knows no compression: choose version 7 or compression none");
    }
}
