// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.perfetto;

import java.io.IOException;
import java.io.OutputStream;
import org.dmatape.analyze.database.TapeDatabase;
import org.dmatape.analyze.perfetto.internal.Timeline;

/// Writes a tape as a trace in Perfetto's format: tracks per device, queue and CPU; mappings, requests and
/// operations as slices with their arguments; counters of what is mapped; arrows from the add of a request to
/// its return.
public final class PerfettoExport {

    private PerfettoExport() {}

    /// Writes what the database is restricted to.
    ///
    /// @param out where the trace goes; buffered by the caller, and closed by it
    /// @return packets written
    public static long write(TapeDatabase database, OutputStream out) throws IOException {
        return new Timeline(database).write(out);
    }
}
