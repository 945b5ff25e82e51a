// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.perfetto.internal;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.dmatape.analyze.perfetto.internal.TraceWriter.Unit;

/// What is shown per device: its mappings, how many and how large they are at once, what the device itself was
/// seen to do, and its queues with their requests.
public final class DeviceTracks {

    private final TraceWriter trace;
    private final Map<String, Device> devices = new HashMap<>();

    /// The tracks of one device.
    private record Device(
            long track, FlatLanes mappings, long liveMappings, long liveBytes, Map<String, FlatLanes> queues) {}

    /// No device yet.
    public DeviceTracks(TraceWriter trace) {
        this.trace = trace;
    }

    /// Rows of `devices.sql`: a track for each.
    void addDevices(TimelineRow row) throws IOException {
        while (row.next()) {
            device(row.name("device"), row.name("title"));
        }
    }

    /// Rows of `mappings.sql`: a slice for each.
    void addMappings(TimelineRow row) throws IOException {
        while (row.next()) {
            long beginNs = row.required("begin_ns");
            long endNs = Math.max(beginNs, row.required("end_ns"));
            long track =
                    device(row.name("device"), row.name("device")).mappings().place(beginNs, endNs);
            trace.begin(track, row.name("name"), false)
                    .address("dma_addr", row.number("dma_addr"))
                    .address("phys_addr", row.number("phys_addr"))
                    .number("size", row.number("size"))
                    .text("direction", row.text("direction"))
                    .text("api", row.text("api"))
                    .text("state", row.text("state"))
                    .number("entry_index", row.number("entry_index"))
                    .number("map_ns", row.number("map_ns"))
                    .number("unmap_ns", row.number("unmap_ns"))
                    .text("comm", row.text("comm"))
                    .number("map_event_id", row.number("map_event_id"))
                    .number("unmap_event_id", row.number("unmap_event_id"))
                    .finish(beginNs);
            trace.end(track, endNs);
        }
    }

    /// Rows of `live.sql`: a value of both counters for each.
    void addCounts(TimelineRow row) throws IOException {
        while (row.next()) {
            Device device = device(row.name("device"), row.name("device"));
            long tsNs = row.required("ts_ns");
            trace.count(device.liveMappings(), tsNs, row.required("mappings"));
            trace.count(device.liveBytes(), tsNs, row.required("bytes"));
        }
    }

    /// Rows of `requests.sql`: a slice on the queue's track for each, which the flow of the request goes through.
    void addRequests(TimelineRow row) throws IOException {
        while (row.next()) {
            long beginNs = row.required("begin_ns");
            long endNs = Math.max(beginNs, row.required("end_ns"));
            long track = queue(row).place(beginNs, endNs);
            trace.begin(track, row.name("name"), false)
                    .flow(row.optional("request_id"), false)
                    .number("request_id", row.number("request_id"))
                    .address("token", row.number("token"))
                    .number("bytes", row.number("bytes"))
                    .number("maps", row.number("maps"))
                    .number("bounces", row.number("bounces"))
                    .number("mapping_ns", row.number("mapping_ns"))
                    .number("add_to_notify_ns", row.number("add_to_notify_ns"))
                    .number("notify_to_interrupt_ns", row.number("notify_to_interrupt_ns"))
                    .number("interrupt_to_get_buf_ns", row.number("interrupt_to_get_buf_ns"))
                    .text("comm", row.text("comm"))
                    .finish(beginNs);
            trace.end(track, endNs);
        }
    }

    /// Rows of `accesses.sql`: an instant for each.
    void addAccesses(TimelineRow row) throws IOException {
        Map<String, Long> tracks = new HashMap<>();
        while (row.next()) {
            String name = row.name("device");
            Long track = tracks.get(name);
            if (track == null) {
                track = trace.track(device(name, name).track(), "seen from the device");
                tracks.put(name, track);
            }
            trace.begin(track, row.name("name"), true)
                    .address("iova", row.number("iova"))
                    .address("phys_addr", row.number("phys_addr"))
                    .number("size", row.number("size"))
                    .text("reason", row.text("reason"))
                    .number("event_id", row.number("event_id"))
                    .finish(row.required("ts_ns"));
        }
    }

    private FlatLanes queue(TimelineRow row) throws IOException {
        Device device = device(row.name("device"), row.name("device"));
        String queue = row.name("queue");
        FlatLanes lanes = device.queues().get(queue);
        if (lanes == null) {
            lanes = new FlatLanes(trace, device.track(), "queue " + queue);
            device.queues().put(queue, lanes);
        }
        return lanes;
    }

    private Device device(String name, String title) throws IOException {
        Device known = devices.get(name);
        if (known != null) {
            return known;
        }
        long track = trace.track(0, title);
        Device device = new Device(
                track,
                new FlatLanes(trace, track, "mappings"),
                trace.counterTrack(track, "live mappings", Unit.COUNT),
                trace.counterTrack(track, "live bytes", Unit.BYTES),
                new HashMap<>());
        devices.put(name, device);
        return device;
    }
}
