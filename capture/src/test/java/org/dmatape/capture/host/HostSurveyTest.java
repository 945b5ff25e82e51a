// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.dmatape.capture.instrument.KernelFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A guest of the lab as it showed itself under /proc and /sys.
final class HostSurveyTest {

    private static final String FEATURES = "0010101001111110000000000000110011000000100000000000000000000000";

    @TempDir
    private Path root;

    @BeforeEach
    void layOutAGuest() throws IOException {
        write("proc/version", "Linux version 6.1.0-50-amd64 (debian-kernel@lists.debian.org) #1 SMP Debian 6.1.176-1");
        write("proc/cmdline", "console=ttyS0 intel_iommu=on");
        write("proc/cpuinfo", "processor\t: 0\nmodel name\t: QEMU TCG CPU version 2.5+");
        write("sys/devices/system/cpu/online", "0-1");
        for (int cpu = 0; cpu < 2; cpu++) {
            write("sys/devices/system/cpu/cpu" + cpu + "/topology/core_id", Integer.toString(cpu));
            write("sys/devices/system/cpu/cpu" + cpu + "/topology/physical_package_id", "0");
        }
        write("sys/devices/system/clocksource/clocksource0/current_clocksource", "tsc");
        write("sys/kernel/iommu_groups/1/type", "DMA-FQ");
        write("sys/kernel/iommu_groups/1/devices/0000:00:01.0", "");
        write("sys/kernel/iommu_groups/3/type", "identity");
        write("sys/kernel/iommu_groups/3/devices/0000:00:1f.2", "");
        write("sys/devices/pci0000:00/0000:00:01.0/virtio0/device", "0x0002");
        write("sys/devices/pci0000:00/0000:00:01.0/virtio0/features", FEATURES);
        Files.createDirectories(root.resolve("sys/bus/virtio/drivers/virtio_blk"));
        Path virtio = root.resolve("sys/devices/pci0000:00/0000:00:01.0/virtio0");
        Files.createSymbolicLink(virtio.resolve("driver"), root.resolve("sys/bus/virtio/drivers/virtio_blk"));
        Files.createDirectories(root.resolve("sys/bus/virtio/devices"));
        Files.createSymbolicLink(root.resolve("sys/bus/virtio/devices/virtio0"), virtio);
    }

    @Test
    void aMachineTellsItsKernelCpusGroupsAndVirtioDevices() {
        HostSurvey host = HostSurvey.of(
                KernelFiles.under(root),
                List.of(
                        "[    0.024666] ACPI: DMAR 0x000000005FFE22C5 000080",
                        "[    0.051848] DMAR: IOMMU enabled",
                        "[    1.057088] iommu: DMA domain TLB invalidation policy: strict mode"));

        assertThat(host.facts())
                .containsEntry("command_line", "console=ttyS0 intel_iommu=on")
                .containsEntry("clock_source", "tsc")
                .containsEntry("cpus", "2 online (0-1), cores 2, packages 1, QEMU TCG CPU version 2.5+")
                .containsEntry("iommu_groups", "DMA-FQ: 0000:00:01.0; identity: 0000:00:1f.2")
                .containsEntry(
                        "iommu_log",
                        "[    0.051848] DMAR: IOMMU enabled\n"
                                + "[    1.057088] iommu: DMA domain TLB invalidation policy: strict mode");
        assertThat(host.virtioDevices())
                .containsExactly(new HostVirtioDevice("virtio0", "0000:00:01.0", 2, FEATURES, "virtio_blk"));
        assertThat(host.virtioDevices().getFirst().line())
                .isEqualTo("virtio0 0000:00:01.0 0x0002 " + FEATURES + " virtio_blk");
    }

    @Test
    void aMachineThatTellsNothingIsAHostWithoutFacts() throws IOException {
        Path empty = Files.createDirectories(root.resolve("empty"));

        HostSurvey host = HostSurvey.of(KernelFiles.under(empty), List.of());

        assertThat(host.facts()).isEmpty();
        assertThat(host.virtioDevices()).isEmpty();
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(Objects.requireNonNull(path.getParent()));
        Files.writeString(path, text + "\n");
    }
}
