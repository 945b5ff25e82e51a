// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.perfetto.internal;

import java.io.IOException;
import java.util.TreeMap;

/// What is shown per CPU: the operations it carried out, and the spans of which it lost events.
public final class CpuTracks {

    private final TraceWriter trace;
    private final TreeMap<Long, Cpu> cpus = new TreeMap<>();

    /// The tracks of one CPU.
    private record Cpu(long track, NestedLanes operations, FlatLanes losses) {}

    /// No CPU yet.
    public CpuTracks(TraceWriter trace) {
        this.trace = trace;
    }

    /// Rows of `cpus.sql`: tracks for each.
    void addCpus(TimelineRow row) throws IOException {
        while (row.next()) {
            cpu(row.required("cpu"));
        }
    }

    /// Rows of `operations.sql`: a slice for each, or an instant where no duration was recorded. The flow of a
    /// request begins where it is added and ends where it comes back.
    void addOperations(TimelineRow row) throws IOException {
        while (row.next()) {
            long beginNs = row.required("begin_ns");
            long endNs = row.required("end_ns");
            boolean isInstant = endNs <= beginNs;
            long track = cpu(row.required("cpu")).operations().place(beginNs, endNs);
            trace.begin(track, row.name("name"), isInstant)
                    .flow(row.optional("begins_request"), false)
                    .flow(row.optional("ends_request"), true)
                    .text("device", row.text("device"))
                    .text("queue", row.text("queue"))
                    .address("address", row.number("address"))
                    .number("size", row.number("size"))
                    .text("comm", row.text("comm"))
                    .number("pid", row.number("pid"))
                    .text("context", row.text("context"))
                    .number("event_id", row.number("event_id"))
                    .finish(beginNs);
            if (!isInstant) {
                trace.end(track, endNs);
            }
        }
    }

    /// Rows of `losses.sql`: a slice for each.
    void addLosses(TimelineRow row) throws IOException {
        while (row.next()) {
            long beginNs = row.required("begin_ns");
            long endNs = row.required("end_ns");
            long track = cpu(row.required("cpu")).losses().place(beginNs, endNs);
            trace.begin(track, "events lost", false)
                    .number("events", row.number("events"))
                    .finish(beginNs);
            trace.end(track, endNs);
        }
    }

    private Cpu cpu(long number) throws IOException {
        Cpu known = cpus.get(number);
        if (known != null) {
            return known;
        }
        long track = trace.track(0, "CPU " + number);
        Cpu cpu =
                new Cpu(track, new NestedLanes(trace, track, "operations"), new FlatLanes(trace, track, "lost events"));
        cpus.put(number, cpu);
        return cpu;
    }
}
