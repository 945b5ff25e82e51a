// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dmatape.format.schema.TapeTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What lines of a QEMU log become. Lines of 7.2 are from real logs; where QEMU printed otherwise before or after, and
/// for
/// IOMMUs no real log is at hand of, they are made from the format strings of its trace-events files.
class QemuLogImportTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void anAccessToldByTwoLinesIsOneRow() {
        ImportedLog log = ImportedLog.ofLines(
                folder,
                "24011@1795327107.711945:vtd_iotlb_page_hit IOTLB page hit sid 0x28 iova 0xfffff002 slpte 0x13bcd003 domain 0x3",
                "24011@1795327107.711947:vtd_dmar_translate dev 00:05.00 iova 0xfffff000 -> gpa 0x13bcd000 mask 0xfff");

        assertThat(log.rows(TapeTable.DEVICE_ACCESS))
                .singleElement()
                .isEqualTo(Map.of(
                        "event_id", 0L,
                        "ts_ns", 1_795_327_107_711_945_000L,
                        "source_id", 0L,
                        "device", "0000:00:05.0",
                        "iova", 0xfffff002L,
                        "phys_addr", 0x13bcd002L,
                        "access", "unknown",
                        "result", "hit"));
        assertThat(log.devices()).containsExactly("0000:00:05.0");
        assertThat(log.clock()).isEqualTo("realtime");
    }

    @Test
    void aTranslationWithoutItsLookUpIsAsCoarseAsThePage() {
        ImportedLog log = ImportedLog.ofLines(
                folder,
                "24011@1795327105.517360:vtd_dmar_translate dev 00:05.00 iova 0xfffff000 -> gpa 0x13bcd000 mask 0x1fffff");

        assertThat(log.rows(TapeTable.DEVICE_ACCESS))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .contains(
                                entry("iova", 0xfffff000L),
                                entry("phys_addr", 0x13bcd000L),
                                entry("size", 0x200000L),
                                entry("result", "translated")));
    }

    @Test
    void aFaultIsARowOfBothTables() {
        ImportedLog log = ImportedLog.ofLines(
                folder, "26150@1795327504.110000:vtd_dmar_fault sid 0x18 fault 6 addr 0xfffb004 write 0");

        assertThat(log.rows(TapeTable.IOMMU_FAULT))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .contains(
                                entry("device", "0000:00:03.0"),
                                entry("iova", 0xfffb004L),
                                entry("access", "read"),
                                entry("reason", "0x06")));
        assertThat(log.rows(TapeTable.DEVICE_ACCESS))
                .singleElement()
                .satisfies(row -> assertThat(row).contains(entry("result", "fault"), entry("access", "read")));
    }

    @Test
    void aQueueIsKnownByItsNotification() {
        ImportedLog log = ImportedLog.ofLines(
                folder,
                "24011@1795327105.517332:virtio_queue_notify vdev 0x560008cdd670 n 3 vq 0x7f9cfc44d010",
                "24011@1795327105.517340:virtqueue_pop vq 0x7f9cfc44d010 elem 0x563c2210cec0 in_num 2 out_num 1",
                "24011@1795327105.517350:virtqueue_fill vq 0x7f9cfc44d010 elem 0x563c2210cec0 len 513 idx 0",
                "24011@1795327105.517360:virtqueue_flush vq 0x7f9cfc44d010 count 1",
                "24011@1795327105.517370:virtio_notify_irqfd vdev 0x560008cdd670 vq 0x7f9cfc44d010");

        List<Map<String, Object>> rows = log.rows(TapeTable.DEVICE_VQ_OP);
        assertThat(rows)
                .extracting(row -> row.get("op"))
                .containsExactly("notify", "pop", "fill", "flush", "interrupt");
        assertThat(rows)
                .allSatisfy(row -> assertThat(row)
                        .contains(
                                entry("vdev", 0x560008cdd670L),
                                entry("vq", 0x7f9cfc44d010L),
                                entry("queue_index", 3L)));
        assertThat(rows.get(2)).contains(entry("element", 0x563c2210cec0L), entry("length", 513L));
    }

    @Test
    void timesMayBeIsoOrMissing() {
        ImportedLog iso = ImportedLog.ofLines(
                folder,
                "2026-11-22T05:46:45.690693Z virtqueue_flush vq 0x7f9cfc44d010 count 1",
                "2024-02-29T23:59:59.000001Z virtqueue_flush vq 0x7f9cfc44d010 count 1");
        assertThat(iso.rows(TapeTable.DEVICE_VQ_OP))
                .extracting(row -> row.get("ts_ns"))
                .containsExactly(1_795_326_405_690_693_000L, 1_795_326_405_690_693_000L);
        assertThat(iso.facts()).contains(entry("time_stamps", "yes"), entry("lines_back_in_time", "1"));

        ImportedLog none = ImportedLog.ofLines(
                folder, "virtqueue_flush vq 0x7f9cfc44d010 count 1", "virtqueue_flush vq (nil) count 1");
        assertThat(none.rows(TapeTable.DEVICE_VQ_OP))
                .extracting(row -> row.get("ts_ns"))
                .containsExactly(1L, 2L);
        assertThat(none.clock()).isEqualTo("order");
        assertThat(none.facts().get("time_stamps")).startsWith("none");
    }

    @Test
    void everyLineIsCounted() {
        ImportedLog log = ImportedLog.ofText(folder, """
                [    0.000000] Linux version 6.12.95
                24011@1795327105.517332:virtqueue_flush vq 0x7f9cfc44d010 count 1\r
                24011@1795327105.517333:virtqueue_alloc_element elem 0x563c2210cec0 size 240 in_num 2 out_num 1
                24011@1795327105.517334:virtqueue_flush vq 0x7f9cfc44d010 count
                24011@1795327105.517335:virtqueue_flush vq 0x7f9cfc44d010 count 1 and more
                24011@1795327105.517336:virtqueue_flush vq 0x11122233344455566 count 1
                qemu-system-x86_64: warning: \u00e9\u00ff

                virtqueue_flush vq 0x7f9cfc44d010 count 99999999999999999999
                24011@1795327105.517337:virtqueue_flush vq 0x7f9cfc44d010 coun""");

        assertThat(log.facts())
                .contains(
                        entry("event_lines", "1"),
                        entry("other_event_lines", "1"),
                        entry("other_lines", "3"),
                        entry("malformed_lines", "4"),
                        entry("cut_lines", "1"));
    }
}
