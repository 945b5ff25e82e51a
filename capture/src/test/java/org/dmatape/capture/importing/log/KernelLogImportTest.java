// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dmatape.capture.importing.RecordingFormats;
import org.dmatape.capture.importing.fixture.ImportedLog;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.samples.ShippedRecordings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What lines of a kernel's log become. The VT-d lines are real; AMD-Vi, SMMU and virtio-iommu are made from the format
/// strings of their drivers, because no log of theirs with a fault is at hand.
class KernelLogImportTest {

    private static final ShippedRecordings SHIPPED = ShippedRecordings.locate();

    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "DMAR: [DMA Read NO_PASID] Request device [00:03.0] fault addr 0xfffb000 [fault reason 0x06] PTE Read access is not set;"
                        + "0000:00:03.0;read;0x06 PTE Read access is not set",
                "DMAR: [DMA Write PASID 0x1] Request device [00:03.0] fault addr 0xfffb000 [fault reason 0x05] PTE Write access is not set;"
                        + "0000:00:03.0;write;0x05 PTE Write access is not set",
                "DMAR: [DMA Read] Request device [00:03.0] PASID ffffffff fault addr fffb000 [fault reason 06] PTE Read access is not set;"
                        + "0000:00:03.0;read;0x06 PTE Read access is not set",
                "AMD-Vi: Event logged [IO_PAGE_FAULT device=0000:00:05.0 domain=0x0012 address=0xfffb000 flags=0x0020];0000:00:05.0;write;IO_PAGE_FAULT",
                "nvme 0000:0b:00.0: AMD-Vi: Event logged [IO_PAGE_FAULT domain=0x0012 address=0xfffb000 flags=0x0000];0000:0b:00.0;read;IO_PAGE_FAULT",
                "arm-smmu 2b400000.iommu: Unhandled context fault: fsr=0x402, iova=0x0fffb000, fsynr=0x10, cbfrsynra=0x28, cb=1;0000:00:05.0;write;context fault",
                "virtio_iommu virtio0: page fault from EP 40 at 0xfffb000 [W];0000:00:05.0;write;page",
            })
    void aFaultIsARow(String message, String device, String access, String reason) {
        ImportedLog log = ImportedLog.ofLines(folder, "[    1.000001] " + message);

        assertThat(log.rows(TapeTable.IOMMU_FAULT))
                .singleElement()
                .isEqualTo(Map.of(
                        "event_id", 0L,
                        "ts_ns", 1_000_001_000L,
                        "source_id", 0L,
                        "device", device,
                        "iova", 0xfffb000L,
                        "access", access,
                        "reason", reason));
        assertThat(log.rows(TapeTable.DEVICE_ACCESS)).isEmpty();
        assertThat(log.clock()).isEqualTo("printk");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[   18.928691] |18928691000",
                "<3>[   18.928691] |18928691000",
                "kern  :err   : [   18.928691] |18928691000",
                "[   18.928691][  T123] |18928691000",
                "[   18.928691] guest kernel: |18928691000",
                "[   18.928691 <    0.000012>] |18928691000",
                "3,397,18928691,-;|18928691000",
                "3,397,18928691,c,caller=T123;|18928691000",
                "Nov 22 05:46:45 guest kernel: [   18.928691] |18928691000",
                "2026-11-22T05:46:45.928691+00:00 guest kernel: [   18.928691] |18928691000",
                "<3>1 2026-11-22T05:46:45.928691+00:00 guest kernel - - - [   18.928691] |18928691000",
                "[Sun Nov 22 05:46:45 2026] |1",
                "kern  :err   : [Sun Nov 22 05:46:45 2026] |1",
                "[Nov22 05:46] |1",
                "[  +0.000012] |1",
                "2026-11-22T05:46:45,928691+00:00 |1",
                "Nov 22 05:46:45 guest kernel: |1",
                "Nov 22 05:46:45.928691 guest kernel: |1",
                "2026-11-22T05:46:45+0000 guest kernel: |1",
                "2026-11-22T05:46:45.928691+00:00 guest kernel: |1",
                "Sun 2026-11-22 05:46:45 UTC guest kernel: |1",
                "1795326405.928691 guest kernel: |1",
            })
    void whatStandsBeforeTheMessageIsUnderstood(String prefix, long tsNs) {
        ImportedLog log = ImportedLog.ofLines(
                folder,
                prefix.strip()
                        + " DMAR: [DMA Read NO_PASID] Request device [00:03.0] fault addr 0xfffb000 [fault reason 0x06] x");

        assertThat(log.rows(TapeTable.IOMMU_FAULT))
                .singleElement()
                .satisfies(row -> assertThat(row).contains(entry("ts_ns", tsNs)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u001b[32m[   18.928691] \u001b[0m\u001b[33mDMAR:\u001b[0m\u001b[31m [DMA Read NO_PASID] %s\u001b[0m",
                "\u001bc\u001b[?7l\u001b[2J[   18.928691] DMAR: [DMA Read NO_PASID] %s\u001b[K\r",
                "\r[   18.928691] DMAR: [DMA Read NO_PASID] %s\r",
                "guest login: [   18.928691] DMAR: [DMA Read NO_PASID] %s",
            })
    void whatAConsoleAddsIsNotSeen(String line) {
        String fault = "Request device [00:03.0] fault addr 0xfffb000 [fault reason 0x06] PTE Read access is not set";

        ImportedLog log =
                ImportedLog.ofLines(folder, "[    0.000000] Linux version 6.12.95+deb12-amd64", line.formatted(fault));

        assertThat(log.rows(TapeTable.IOMMU_FAULT))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .contains(entry("ts_ns", 18_928_691_000L), entry("reason", "0x06 PTE Read access is not set")));
    }

    @Test
    void faultsWithoutTimesAreInOrder() {
        String fault = "DMAR: [DMA Read NO_PASID] Request device [00:03.0] fault addr 0xfffb000 [fault reason 0x06] x";

        ImportedLog pasted = ImportedLog.ofLines(folder, "DMAR: DRHD: handling fault status reg 2", fault, fault);
        ImportedLog whole = ImportedLog.ofLines(
                folder,
                "Linux version 6.12.95+deb12-amd64",
                "Command line: quiet",
                "BIOS-provided physical RAM map:",
                fault);

        assertThat(pasted.rows(TapeTable.IOMMU_FAULT)).hasSize(2);
        assertThat(whole.rows(TapeTable.IOMMU_FAULT)).hasSize(1);
        assertThat(pasted.clock()).isEqualTo("order");
        assertThat(RecordingFormats.of(write("A fault was seen:\n\n    " + fault + "\n\nWhat is it?\n")))
                .isEmpty();
    }

    private Path write(String text) {
        try {
            return Files.writeString(folder.resolve("notes.md"), text);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    @Test
    void anEventOfAnSmmuIsPutTogetherFromItsWords() {
        ImportedLog log = ImportedLog.ofLines(
                folder,
                "[    1.000001] arm-smmu-v3 9050000.smmuv3: event 0x10 received:",
                "[    1.000002] arm-smmu-v3 9050000.smmuv3: \t0x0000002800000010",
                "[    1.000003] arm-smmu-v3 9050000.smmuv3: \t0x0000020800000000",
                "[    1.000004] arm-smmu-v3 9050000.smmuv3: \t0x000000000fffb000",
                "[    1.000005] arm-smmu-v3 9050000.smmuv3: \t0x0000000000000000");

        assertThat(log.rows(TapeTable.IOMMU_FAULT))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .contains(
                                entry("device", "0000:00:05.0"),
                                entry("iova", 0xfffb000L),
                                entry("access", "read"),
                                entry("reason", "F_TRANSLATION")));
    }

    @Test
    void whatTheKernelDidNotPrintIsALoss() {
        ImportedLog log = ImportedLog.ofLines(
                folder,
                "[    1.000001] virtio_iommu virtio0: page fault from EP 40 at 0x1000 [R]",
                "[    2.000000] net_ratelimit: 7 callbacks suppressed",
                "[    2.000001] dmar_fault: 58 callbacks suppressed",
                "[    3.000001] virtio_iommu virtio0: page fault from EP 40 at 0x2000 [R]",
                "[    4.000001] DMAR: DRHD: handling fault status reg 3");

        assertThat(log.rows(TapeTable.LOSS))
                .extracting(row -> row.get("from_ns"), row -> row.get("events"))
                .containsExactly(tuple(1_000_001_000L, 58L), tuple(3_000_001_000L, null));
    }

    @Test
    void theModeOfTheIommuIsAFactOfTheHost() {
        ImportedLog strict = ImportedLog.of(SHIPPED.folder("bugs-612").resolve("dmesg.txt"));
        assertThat(strict.facts())
                .contains(
                        entry("iommu_default_domain_type", "Translated"),
                        entry("iommu_invalidation_policy", "strict mode (set via kernel command line)"));
        assertThat(strict.facts().get("command_line")).contains("lab.name=bugs-612", "intel_iommu=on");

        ImportedLog lazy = ImportedLog.of(SHIPPED.folder("blk-lazy-73").resolve("dmesg.txt"));
        assertThat(lazy.facts().get("iommu_invalidation_policy")).startsWith("lazy mode");
    }

    @Test
    void theFaultsOfTheKernelAreAmongThoseTheDeviceSaw() {
        ImportedLog kernel = ImportedLog.of(SHIPPED.folder("bugs-612").resolve("dmesg.txt"));
        ImportedLog qemu = ImportedLog.of(SHIPPED.folder("bugs-612").resolve("qemu.log"));
        List<List<Object>> seen = faults(qemu);

        assertThat(faults(kernel)).hasSize(3);
        assertThat(seen).containsAll(faults(kernel));
        assertThat(seen).filteredOn(fault -> "read".equals(fault.get(2))).hasSize(256);
        assertThat(seen).filteredOn(fault -> "write".equals(fault.get(2))).hasSize(64);
    }

    /// Device, page and access of each fault.
    private static List<List<Object>> faults(ImportedLog log) {
        return log.rows(TapeTable.IOMMU_FAULT).stream()
                .map(row ->
                        List.of(row.get("device"), (Long) row.getOrDefault("iova", 0L) & ~0xfffL, row.get("access")))
                .toList();
    }
}
