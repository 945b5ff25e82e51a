// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dmatape.analyze.fixture.FixtureTape;
import org.dmatape.analyze.fixture.ImportedRecording;
import org.dmatape.analyze.result.ResultColumn;
import org.dmatape.analyze.result.ResultCursor;
import org.dmatape.analyze.result.ResultTable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What was carried, held and shared, against what is known of the workload: 300 reads of 64 KiB and 300 writes of
/// 4 KiB behind a strict IOMMU, and a driver that leaves four mappings of 777 bytes behind.
class TrafficQueriesTest {

    private static final long HEADERS = 600 * 16L;
    private static final long STATUS_BYTES = 600;
    private static final String DEVICE = "0000:00:01.0";

    @TempDir
    private static Path folder;

    private static @Nullable TapeDatabase disk;
    private static @Nullable TapeDatabase bugs;

    @BeforeAll
    static void open() {
        disk = ImportedRecording.open("blk-strict-612", folder);
        bugs = ImportedRecording.open("bugs-612", folder);
    }

    @AfterAll
    static void close() {
        for (TapeDatabase database : List.of(opened(disk), opened(bugs))) {
            database.close();
        }
    }

    @Test
    void bytesAreThoseOfTheWorkload() {
        ResultTable traffic = ask(disk, "queue-traffic", Map.of());

        assertThat(column(traffic, "queue_name")).containsExactly("req.0", "req.1");
        assertThat(column(traffic, "driver")).containsOnly("virtio_blk");
        assertThat(column(traffic, "adds")).last().isEqualTo(600L);
        assertThat(column(traffic, "out_bytes")).last().isEqualTo(300 * 4096 + HEADERS);
        assertThat(column(traffic, "in_bytes")).last().isEqualTo(300 * 65_536 + STATUS_BYTES);
        assertThat(column(traffic, "cut_short")).containsOnly(0L);
    }

    @Test
    void intervalsAddUpToTheWhole() {
        ResultTable whole = ask(disk, "queue-traffic", Map.of());
        ResultTable cut = ask(disk, "queue-traffic", Map.of("interval", "100ms"));

        assertThat(cut.rows()).hasSizeGreaterThan(2 * whole.rows().size());
        ResultTable fine = ask(disk, "queue-traffic", Map.of("interval", "20us"));
        for (String counted : List.of("adds", "out_bytes", "in_bytes", "returned", "notifications", "interrupts")) {
            assertThat(sum(cut, counted)).as(counted).isEqualTo(sum(whole, counted));
            assertThat(sum(fine, counted)).as(counted).isEqualTo(sum(whole, counted));
        }
    }

    @Test
    void whoHoldsMappingsIsAskedByAgeAndSize() {
        Map<String, String> leaked = Map.of("older", "1s", "min_size", "777", "max_size", "777");
        Map<String, String> olderThanTheRecording = Map.of("older", "10min");

        ResultTable held = ask(bugs, "mappings-outstanding", leaked);
        assertThat(column(held, "mappings")).containsExactly(4L);
        assertThat(column(held, "map_comm")).containsExactly("insmod");
        assertThat(ask(bugs, "mappings-live", leaked).rows()).hasSize(4);
        assertThat(ask(bugs, "mappings-outstanding", olderThanTheRecording).rows())
                .isEmpty();
    }

    @Test
    void theStatusByteOfADiskSharesTheCacheLineOfItsHeader() {
        ResultTable shared = ask(disk, "cachelines-shared", Map.of());

        assertThat(column(shared, "direction")).containsExactly("from_device");
        assertThat(column(shared, "mappings")).containsExactly(603L);
        assertThat(ask(disk, "cachelines-shared", Map.of("line", "1")).rows()).isEmpty();
    }

    /// The second mapping of bytes that are mapped is a double map, and as much in the way of others as the first.
    @Test
    void aDoubleMapSharesItsCacheLineWithWhatFollows() {
        FixtureTape tape = new FixtureTape();
        tape.map(DEVICE, 0x1000, 0x4000_0000, 16, FixtureTape.TO_DEVICE);
        tape.map(DEVICE, 0x2000, 0x4000_0000, 16, FixtureTape.FROM_DEVICE);
        tape.unmap(DEVICE, 0x1000, 16, FixtureTape.TO_DEVICE);
        long beside = tape.map(DEVICE, 0x3000, 0x4000_0020, 16, FixtureTape.TO_DEVICE);

        try (TapeDatabase database = tape.open()) {
            assertThat(column(ask(database, "cachelines-shared", Map.of()), "first_event_id"))
                    .containsExactly(beside);
        }
    }

    @Test
    void tasksAndProcessorsDidAllThereWas() {
        long maps = sum(ask(disk, "tasks", Map.of()), "maps");

        assertThat(maps).isEqualTo(6912 + 2); // with two allocations
        assertThat(sum(ask(disk, "cpus", Map.of()), "maps")).isEqualTo(6912L);
        assertThat(column(ask(disk, "cpus", Map.of()), "moved_unmaps")).containsOnly(0L);
    }

    private static ResultTable ask(@Nullable TapeDatabase database, String query, Map<String, String> arguments) {
        TapeDatabase tape = opened(database);
        try (ResultCursor rows = tape.query(tape.catalogue().find(query).orElseThrow(), arguments)) {
            return ResultTable.of(rows);
        }
    }

    private static TapeDatabase opened(@Nullable TapeDatabase database) {
        if (database == null) {
            throw new IllegalStateException("not opened");
        }
        return database;
    }

    private static List<@Nullable Object> column(ResultTable table, String name) {
        int index = table.columns().stream().map(ResultColumn::name).toList().indexOf(name);
        return table.rows().stream()
                .<@Nullable Object>map(row -> row.get(index))
                .toList();
    }

    private static long sum(ResultTable table, String name) {
        return column(table, name).stream()
                .mapToLong(value -> value instanceof Number number ? number.longValue() : 0)
                .sum();
    }
}
