// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dmatape.capture.importing.fixture.ImportedLog;
import org.dmatape.format.schema.TapeTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What lines of a QEMU log become. Lines of 7.2 are from real logs; where QEMU printed otherwise before or after,
/// and for IOMMUs no real log is at hand of, they are made from the format strings of its trace-events files.
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
    void aFaultOfAnSmmuHasTheAddressThatTheLineBeforeTells() {
        ImportedLog log = ImportedLog.ofLines(
                folder,
                "smmuv3-iommu-memory-region-24-3 translation failed for iova=0xfffb000 (SMMU_EVT_F_TRANSLATION)",
                "23532@1795407258.087495:smmuv3_read_mmio addr: 0x9c val:0x137 size: 0x4(0)",
                "23528@1795407258.087496:smmuv3_record_event SMMU_EVT_F_TRANSLATION sid=0x18",
                "Invalid read at addr 0xFFFB000, size 4, region '(null)', reason: rejected",
                "23528@1795407258.087497:smmuv3_record_event SMMU_EVT_F_TRANSLATION sid=0x18",
                "smmuv3-iommu-memory-region-24-3 translation failed for iova=0xfffb004(SMMU_EVT_F_TRANSLATION)",
                "23528@1795407258.087498:smmuv3_record_event SMMU_EVT_F_TRANSLATION sid=0x18");

        assertThat(log.rows(TapeTable.IOMMU_FAULT))
                .allSatisfy(fault -> assertThat(fault)
                        .contains(entry("device", "0000:00:03.0"), entry("reason", "SMMU_EVT_F_TRANSLATION")))
                .extracting(fault -> fault.get("iova"))
                .containsExactly(0xfffb000L, null, 0xfffb004L);
        assertThat(log.rows(TapeTable.DEVICE_ACCESS))
                .extracting(access -> access.get("iova"), access -> access.get("result"))
                .containsExactly(tuple(0xfffb000L, "fault"), tuple(0xfffb004L, "fault"));
    }

    @Test
    void aFaultIsNotTheTranslationBeforeItAtTheSameAddress() {
        ImportedLog log = ImportedLog.ofLines(
                folder,
                "23528@1795407258.000001:smmuv3_translate_success smmuv3-iommu-memory-region-24-3 sid=0x18 iova=0xfffb000 translated=0x43f7e000 perm=0x1",
                "smmuv3-iommu-memory-region-24-3 translation failed for iova=0xfffb000 (SMMU_EVT_F_TRANSLATION)",
                "23528@1795407258.100000:smmuv3_record_event SMMU_EVT_F_TRANSLATION sid=0x18");

        assertThat(log.rows(TapeTable.DEVICE_ACCESS))
                .extracting(access -> access.get("iova"), access -> access.get("result"))
                .containsExactly(tuple(0xfffb000L, "translated"), tuple(0xfffb000L, "fault"));
    }

    @Test
    void everyLineHasTheTimeThatStandsBeforeIt() {
        ImportedLog log = ImportedLog.ofLines(
                folder,
                "24011@1795327105.517332:virtqueue_flush vq 0x7f9cfc44d010 count 1",
                "24011@1795327105.999999:virtqueue_flush vq 0x7f9cfc44d010 count 1",
                "24012@1795327106.000000:virtqueue_flush vq 0x7f9cfc44d010 count 1",
                "7@1795327106.000001:virtqueue_flush vq 0x7f9cfc44d010 count 1",
                "24012@1795327106.000002:virtqueue_flush vq 0x7f9cfc44d010 count 1",
                "24012@1795327106.00000x:virtqueue_flush vq 0x7f9cfc44d010 count 1",
                "24012@1795327106.0000030:virtqueue_flush vq 0x7f9cfc44d010 count 1",
                "1234567890@1795327106.000004:virtqueue_flush vq 0x7f9cfc44d010 count 1");

        assertThat(log.rows(TapeTable.DEVICE_VQ_OP))
                .extracting(row -> row.get("ts_ns"))
                .containsExactly(
                        1_795_327_105_517_332_000L,
                        1_795_327_105_999_999_000L,
                        1_795_327_106_000_000_000L,
                        1_795_327_106_000_001_000L,
                        1_795_327_106_000_002_000L,
                        1_795_327_106_000_004_000L);
        assertThat(log.fact("other_lines")).isEqualTo(2);
    }

    @Test
    void anEventBehindTextOfTheConsoleIsOne() {
        ImportedLog log = ImportedLog.ofLines(
                folder,
                "24011@1795327105.517331:virtqueue_flush vq 0x7f9cfc44d010 count 1",
                "guest login: 24011@1795327105.517332:virtqueue_flush vq 0x7f9cfc44d010 count 1\r",
                "[    8.231158] a@b 7@x: 2026-11-22T06:00:05.690693Z virtqueue_flush vq 0x7f9cfc44d010 count 1",
                "guest login: root@guest:~# virtqueue_flush vq 0x7f9cfc44d010 count 1",
                "guest login: 24011@1795327105.517333:virtqueue_alloc_element elem 0x563c2210cec0");

        assertThat(log.rows(TapeTable.DEVICE_VQ_OP))
                .extracting(row -> row.get("ts_ns"))
                .containsExactly(1_795_327_105_517_331_000L, 1_795_327_105_517_332_000L, 1_795_327_205_690_693_000L);
        assertThat(log.fact("other_lines")).isEqualTo(1);
        assertThat(log.fact("other_event_lines")).isEqualTo(1);
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
    void anInterruptThatIsAskedForAndRaisedLaterIsOne() {
        String asked = "virtio_notify_irqfd vdev 0x560008cdd670 vq 0x7f9cfc44d010";
        String raised = "virtio_notify_irqfd_deferred_fn vdev 0x560008cdd670 vq 0x7f9cfc44d010";

        assertThat(ImportedLog.ofLines(folder, asked, asked).rows(TapeTable.DEVICE_VQ_OP))
                .as("QEMU 7.2")
                .hasSize(2);
        assertThat(ImportedLog.ofLines(folder, asked, raised, asked, asked, raised)
                        .rows(TapeTable.DEVICE_VQ_OP))
                .as("QEMU 10.0")
                .hasSize(2);
        assertThat(ImportedLog.ofLines(folder, raised, raised).rows(TapeTable.DEVICE_VQ_OP))
                .as("QEMU 11.1")
                .hasSize(2);
    }

    @Test
    void otherIommusMakeTheSameRows() {
        ImportedLog log = ImportedLog.ofLines(
                folder,
                "address_space_map as:0x55d0c0de addr 0x10000:200 write:1 attrs:0x1",
                "smmuv3_translate_success smmuv3-iommu-memory-region-40-0 sid=0x28 iova=0x10000 translated=0x7000 perm=0x3 stage=1",
                "smmuv3_translate_abort smmuv3-iommu-memory-region-40-0 sid=0x28 abort on iova:0x20000 is_write=1",
                "amdvi_iotlb_hit hit iotlb devid 00:05.0 gpa 0x30010 hpa 0x8000",
                "amdvi_translation_result devid: 00:05.0 gpa 0x30010 hpa 0x8000",
                "riscv_iommu_dma iommu0: translate 0000:05.0 #0 RO 0x40000 -> 0x9000",
                "virtio_iommu_report_fault FAULT reason=2 flags=258 endpoint=40 address =0x50000");

        assertThat(log.rows(TapeTable.DEVICE_ACCESS))
                .extracting(row -> row.get("iova"), row -> row.get("access"), row -> row.get("result"))
                .containsExactly(
                        tuple(0x10000L, "write", "translated"),
                        tuple(0x20000L, "write", "fault"),
                        tuple(0x30010L, "unknown", "hit"),
                        tuple(0x40000L, "read", "translated"),
                        tuple(0x50000L, "write", "fault"));
        assertThat(log.rows(TapeTable.DEVICE_ACCESS)).allMatch(row -> "0000:00:05.0".equals(row.get("device")));
        assertThat(log.rows(TapeTable.DEVICE_ACCESS).getFirst())
                .contains(entry("size", 0x200L), entry("phys_addr", 0x7000L));
    }

    @Test
    void anAmdIommuThatFindsNoPageRefusesTheAccess() {
        ImportedLog log = ImportedLog.ofLines(
                folder,
                "16698@1795408919.331533:amdvi_iotlb_hit hit iotlb devid 00:03.0 gpa 0xfffda44 hpa 0x2b48000",
                "16698@1795408919.331535:amdvi_translation_result devid: 00:03.0 gpa 0xfffda44 hpa 0x2b48000",
                "16698@1795408930.747900:amdvi_translation_result devid: 00:03.0 gpa 0xfffb004 hpa 0x2b49000",
                "16698@1795408930.747907:amdvi_translation_result devid: 00:03.0 gpa 0xbadb004 hpa 0x0");

        assertThat(log.rows(TapeTable.DEVICE_ACCESS))
                .extracting(
                        row -> row.get("iova"),
                        row -> row.get("size"),
                        row -> row.get("phys_addr"),
                        row -> row.get("result"))
                .containsExactly(
                        tuple(0xfffda44L, null, 0x2b48a44L, "hit"),
                        tuple(0xfffb004L, null, 0x2b49004L, "translated"),
                        tuple(0xbadb004L, null, null, "fault"));
    }

    @Test
    void mapsOfTheHostAreOperationsOfTheDevice() {
        ImportedLog log = ImportedLog.ofLines(
                folder,
                "virtio_iommu_attach domain=2 endpoint=40",
                "virtio_iommu_map domain=2 virt_start=0xffffb000 virt_end=0xffffbfff phys_start=0x6280000 flags=1",
                "virtio_iommu_unmap domain=2 virt_start=0xffffb000 virt_end=0xffffcfff",
                "virtio_iommu_unmap_done domain=2 virt_start=0xffffb000 virt_end=0xffffbfff",
                "vfio_listener_region_add_ram region_add [ram] 0x0 - 0x9ffff [0x7f0000000000]",
                "iommufd_backend_map_dma  iommufd=9 ioas=1 iova=0x0 size=0xa0000 addr=0x7f0000000000 readonly=0 (0)",
                "vhost_vdpa_dma_unmap vdpa:0x55d0 fd: 3 msg_type: 2 asid: 0 iova: 0x1000 size: 0x2000 type: 3",
                "vtd_inv_desc_iotlb_pages iotlb invalidate domain 0x3 addr 0xffffa000 mask 0x1");

        assertThat(log.rows(TapeTable.IOMMU_OP))
                .extracting(
                        row -> row.get("op"),
                        row -> row.get("iova"),
                        row -> row.get("size"),
                        row -> row.get("unmapped_size"))
                .containsExactly(
                        tuple("attach", null, null, null),
                        tuple("map", 0xffffb000L, 0x1000L, null),
                        tuple("unmap", 0xffffb000L, 0x2000L, 0x1000L),
                        tuple("map", 0L, 0xa0000L, null),
                        tuple("unmap", 0x1000L, 0x2000L, null),
                        tuple("invalidate", 0xffffa000L, 0x2000L, null));
        assertThat(log.rows(TapeTable.IOMMU_OP)).allMatch(row -> "device".equals(row.get("context")));
        assertThat(log.rows(TapeTable.IOMMU_OP).get(1)).contains(entry("device", "0000:00:05.0"));
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
