// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.perfetto.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.dmatape.analyze.database.TapeDatabase;
import org.dmatape.analyze.result.ResultCursor;

/// Puts together the tracks of a tape. Each kind of track has a query in a file of its own; what the database
/// is restricted to is what is shown.
///
/// @param database the tape
public record Timeline(TapeDatabase database) {

    /// Takes the rows of one query.
    private interface Section {

        void add(TimelineRow row) throws IOException;
    }

    /// Writes everything.
    ///
    /// @return packets written
    public long write(OutputStream out) throws IOException {
        TraceWriter trace = new TraceWriter(out);
        DeviceTracks devices = new DeviceTracks(trace);
        CpuTracks cpus = new CpuTracks(trace);
        section("devices", devices::addDevices);
        section("cpus", cpus::addCpus);
        // before the requests, which begin at the same time as their adds: an arrow leads on from what was written
        // first
        section("operations", cpus::addOperations);
        section("requests", devices::addRequests);
        section("mappings", devices::addMappings);
        section("live", devices::addCounts);
        section("accesses", devices::addAccesses);
        section("losses", cpus::addLosses);
        return trace.packets();
    }

    private void section(String name, Section section) throws IOException {
        try (ResultCursor rows = database.query(sql(name))) {
            section.add(new TimelineRow(rows));
        }
    }

    private static String sql(String name) {
        String resource = "/org/dmatape/analyze/perfetto/" + name + ".sql";
        try (InputStream in = Timeline.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is missing from the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
