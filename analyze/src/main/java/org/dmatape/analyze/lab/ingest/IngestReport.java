// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.ingest;

import java.nio.file.Path;
import java.util.List;
import org.dmatape.analyze.lab.store.BrokenCapture;
import org.dmatape.analyze.lab.store.StoredCapture;

/// What became of the captures in a folder.
///
/// @param taken captures that are new in the store
/// @param known captures that were in it already
/// @param broken captures that could not be read, in this run
/// @param stillBroken captures that could not be read in a run before, and have not changed since
/// @param unfinished tapes that are still being recorded
/// @param postponed captures that could not be taken in for a reason that is not theirs, each with its reason; the
///     next run tries again
public record IngestReport(
        List<StoredCapture> taken,
        List<Path> known,
        List<BrokenCapture> broken,
        List<BrokenCapture> stillBroken,
        List<String> unfinished,
        List<String> postponed) {

    /// Copies the lists.
    public IngestReport {
        taken = List.copyOf(taken);
        known = List.copyOf(known);
        broken = List.copyOf(broken);
        stillBroken = List.copyOf(stillBroken);
        unfinished = List.copyOf(unfinished);
        postponed = List.copyOf(postponed);
    }
}
