// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.hardware.internal.vfio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dmatape.replay.hardware.HardwareException;
import org.dmatape.replay.hardware.PciAddress;

/// The IOMMU group a PCI device is in: the devices that cannot be told apart, and are given out together.
///
/// @param device whose group it is
/// @param number of the group, and its file's name in `/dev/vfio`
/// @param members PCI addresses of all its devices
record VfioGroup(PciAddress device, String number, List<String> members) {

    private static final Path DEVICES = Path.of("/sys/bus/pci/devices");
    private static final Path DRIVER_OF_VFIO = Path.of("vfio-pci");

    /// Looks a device up in sysfs.
    static VfioGroup of(PciAddress device) {
        Path folder = DEVICES.resolve(device.text());
        if (!Files.exists(folder)) {
            throw new HardwareException("there is no PCI device " + device + ": 'ls " + DEVICES + "' lists them");
        }
        Path group = target(folder.resolve("iommu_group"))
                .orElseThrow(() -> new HardwareException(device + " is behind no IOMMU (no "
                        + folder.resolve("iommu_group") + "): boot with intel_iommu=on or what your platform needs"));
        Optional<Path> driver = target(folder.resolve("driver")).map(Path::getFileName);
        if (!driver.equals(Optional.of(DRIVER_OF_VFIO))) {
            throw new HardwareException(device + " is driven by "
                    + driver.map(Path::toString).orElse("nothing") + ", expected vfio-pci; its driver loses it when you"
                    + " run: modprobe vfio-pci; "
                    + driver.map(any -> "echo " + device + " > " + folder + "/driver/unbind; ")
                            .orElse("")
                    + "echo vfio-pci > " + folder + "/driver_override; echo " + device
                    + " > /sys/bus/pci/drivers_probe");
        }
        return new VfioGroup(device, String.valueOf(group.getFileName()), members(group.resolve("devices")));
    }

    /// The file that stands for it.
    Path file() {
        return Path.of("/dev/vfio", number);
    }

    private static Optional<Path> target(Path link) {
        try {
            return Optional.of(link.toRealPath());
        } catch (IOException noLink) {
            return Optional.empty();
        }
    }

    private static List<String> members(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> String.valueOf(entry.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }
}
