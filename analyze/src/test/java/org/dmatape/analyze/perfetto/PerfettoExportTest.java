// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.perfetto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.dmatape.analyze.database.TapeDatabase;
import org.dmatape.analyze.fixture.ImportedRecording;
import org.dmatape.analyze.result.ResultCursor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Reads exported traces the way Perfetto does: packets in order of time, those with equal times as they were
/// written, each end closing the innermost slice of its track. `cli/src/test/interop` has Perfetto itself read
/// them.
class PerfettoExportTest {

    @TempDir
    private Path folder;

    private record Slice(String track, String name, long beginNs, long endNs) {}

    private record Event(long tsNs, ProtoReader fields) {}

    @ParameterizedTest
    @ValueSource(strings = {"bugs-612", "blk-strict-612", "net-strict-73", "blk-swiotlb-612"})
    void everyMappingIsASliceOfItsOwnLength(String recording) throws IOException {
        try (TapeDatabase database = open(recording)) {
            List<String> expected = texts(database, """
                SELECT concat_ws(' ', api, direction, map_ts_ns, unmap_ts_ns)
                FROM mapping WHERE state = 'unmapped' AND map_ts_ns IS NOT NULL ORDER BY 1\
                """);

            List<String> found = slices(database).stream()
                    .filter(slice -> slice.track().equals("mappings"))
                    .map(slice -> slice.name() + " " + slice.beginNs() + " " + slice.endNs())
                    .toList();

            assertThat(found).containsAll(expected);
            assertThat(found).hasSize(number(database, "SELECT count() FROM mapping WHERE map_ts_ns IS NOT NULL"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bugs-612", "blk-strict-612", "net-strict-73"})
    void everyOperationIsOnTheTrackOfItsCpu(String recording) throws IOException {
        try (TapeDatabase database = open(recording)) {
            List<String> expected = texts(database, """
                SELECT concat_ws(' ', 'dma ' || op, ts_ns - duration_ns, ts_ns) FROM dma_op WHERE entry_index = 0 AND duration_ns > 0
                UNION ALL SELECT concat_ws(' ', 'virtqueue ' || op, ts_ns, ts_ns + duration_ns) FROM vq_op WHERE duration_ns > 0\
                """);

            List<String> found = slices(database).stream()
                    .filter(slice -> slice.track().equals("operations"))
                    .map(slice -> slice.name() + " " + slice.beginNs() + " " + slice.endNs())
                    .toList();

            assertThat(found).containsAll(expected);
        }
    }

    @Test
    void aFlowLeadsFromTheAddOverTheRequestToTheGetBuf() throws IOException {
        try (TapeDatabase database = open("blk-strict-612")) {
            Map<Long, List<String>> flows = new TreeMap<>();
            Trace trace = trace(database);
            for (Event event : trace.events()) {
                event.fields().number(47).ifPresent(id -> add(flows, id, trace.name(event)));
                event.fields().number(48).ifPresent(id -> add(flows, id, trace.name(event) + ", the last"));
            }

            assertThat(flows).hasSize(number(database, "SELECT count() FROM request"));
            assertThat(new TreeSet<>(
                            flows.values().stream().map(String::valueOf).toList()))
                    .containsExactly("[virtqueue add, request returned, virtqueue get_buf, the last]");
        }
    }

    @Test
    void theCountersEndWithWhatIsStillMapped() throws IOException {
        try (TapeDatabase database = open("bugs-612")) {
            Trace trace = trace(database);
            Map<Long, Long> last = new HashMap<>();
            for (Event event : trace.events()) {
                event.fields().number(30).ifPresent(value -> last.put(track(event), value));
            }
            long live = last.entrySet().stream()
                    .filter(counter -> trace.track(counter.getKey()).equals("live mappings"))
                    .mapToLong(Map.Entry::getValue)
                    .sum();

            assertThat(live).isEqualTo(number(database, """
                SELECT count() FROM mapping WHERE map_ts_ns IS NOT NULL AND unmap_ts_ns IS NULL\
                """));
        }
    }

    private TapeDatabase open(String recording) {
        return ImportedRecording.open(recording, folder);
    }

    /// A trace, its events in order of time.
    private record Trace(Map<Long, String> tracks, Map<Long, String> names, List<Event> events) {

        String name(Event event) {
            return names.getOrDefault(event.fields().number(10).orElseThrow(), "no name");
        }

        String track(long uuid) {
            return tracks.getOrDefault(uuid, "no track");
        }
    }

    private static Trace trace(TapeDatabase database) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long packets = PerfettoExport.write(database, bytes);
        List<ProtoReader> read = ProtoReader.of(bytes.toByteArray()).messages(1);
        assertThat(read).hasSize(Math.toIntExact(packets));
        Trace trace = new Trace(new HashMap<>(), new HashMap<>(), new ArrayList<>());
        for (ProtoReader packet : read) {
            packet.message(60)
                    .ifPresent(track -> trace.tracks().put(track.number(1).orElseThrow(), track.text(2)));
            packet.message(12).stream()
                    .flatMap(interned -> interned.messages(2).stream())
                    .forEach(name -> trace.names().put(name.number(1).orElseThrow(), name.text(2)));
            packet.message(11)
                    .ifPresent(event ->
                            trace.events().add(new Event(packet.number(8).orElseThrow(), event)));
        }
        trace.events().sort(Comparator.comparingLong(Event::tsNs));
        return trace;
    }

    private static List<Slice> slices(TapeDatabase database) throws IOException {
        Trace trace = trace(database);
        Map<Long, Deque<Event>> open = new HashMap<>();
        List<Slice> slices = new ArrayList<>();
        for (Event event : trace.events()) {
            Deque<Event> stack = open.computeIfAbsent(track(event), _ -> new ArrayDeque<>());
            switch ((int) event.fields().number(9).orElseThrow()) {
                case 1 -> stack.push(event);
                case 2 -> {
                    Event begin = stack.pop();
                    slices.add(new Slice(trace.track(track(event)), trace.name(begin), begin.tsNs(), event.tsNs()));
                }
                default -> {}
            }
        }
        assertThat(open.values()).allSatisfy(stack -> assertThat(stack).isEmpty());
        return slices;
    }

    private static long track(Event event) {
        return event.fields().number(11).orElseThrow();
    }

    private static void add(Map<Long, List<String>> flows, long id, String name) {
        flows.computeIfAbsent(id, _ -> new ArrayList<>()).add(name);
    }

    private static List<String> texts(TapeDatabase database, String sql) {
        List<String> texts = new ArrayList<>();
        try (ResultCursor rows = database.query(sql)) {
            while (rows.next()) {
                texts.add(String.valueOf(rows.value(0)));
            }
        }
        return texts;
    }

    private static int number(TapeDatabase database, String sql) {
        return Integer.parseInt(texts(database, sql).getFirst());
    }
}
