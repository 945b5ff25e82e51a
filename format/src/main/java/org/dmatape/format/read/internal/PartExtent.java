// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.read.internal;

import java.nio.file.Path;

/// A part and how much of it counts. The parts of a tape that is being written, or whose writer died, grow behind
/// what was committed; nothing there is looked at.
///
/// @param file the part
/// @param committedBytes where it ends, or [#WHOLE]
public record PartExtent(Path file, long committedBytes) {

    /// The whole file, which must end as a stream does.
    public static final long WHOLE = Long.MAX_VALUE;

    /// A part of a finished tape.
    public static PartExtent whole(Path file) {
        return new PartExtent(file, WHOLE);
    }
}
