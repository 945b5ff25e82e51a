// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.host;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dmatape.capture.instrument.KernelFiles;

/// Reads what a machine says of itself from `/proc` and `/sys`.
final class HostSurveyor {

    /// What the log says of the IOMMU's mode: which there is, what domains devices get, strict or lazy invalidation,
    /// bounce buffers.
    private static final List<String> IOMMU_WORDS = List.of(
            "iommu: ", "DMAR: IOMMU enabled", "AMD-Vi: ", "arm-smmu", "virtio_iommu", "software IO TLB", "PCI-DMA: ");
    private static final String INTEL = "DMAR: ";
    private static final List<String> INTEL_WORDS = List.of("Virtualization Technology", "Queued invalidation");
    private static final int MOST_IOMMU_LINES = 40;
    private static final int HIGHEST_TYPE = 0xffff;

    private final KernelFiles files;

    HostSurveyor(KernelFiles files) {
        this.files = files;
    }

    HostSurvey survey(List<String> kernelLog) {
        Map<String, String> groupTypes = iommuGroupTypes();
        Map<String, String> facts = new LinkedHashMap<>();
        text(files.proc().resolve("version")).ifPresent(version -> facts.put("uname", version));
        text(files.proc().resolve("cmdline")).ifPresent(line -> facts.put("command_line", line));
        cpus().ifPresent(cpus -> facts.put("cpus", cpus));
        text(files.sys().resolve("devices/system/clocksource/clocksource0/current_clocksource"))
                .ifPresent(source -> facts.put("clock_source", source));
        if (!groupTypes.isEmpty()) {
            facts.put("iommu_groups", describe(groupTypes));
        }
        String iommuLog = kernelLog.stream()
                .filter(HostSurveyor::isOfIommu)
                .limit(MOST_IOMMU_LINES)
                .collect(Collectors.joining("\n"));
        if (!iommuLog.isEmpty()) {
            facts.put("iommu_log", iommuLog);
        }
        return new HostSurvey(facts, virtioDevices(), groupTypes);
    }

    private static boolean isOfIommu(String line) {
        return IOMMU_WORDS.stream().anyMatch(line::contains)
                || (line.contains(INTEL) && INTEL_WORDS.stream().anyMatch(line::contains));
    }

    /// Each group's folder has its type, and a link for each device in it.
    private Map<String, String> iommuGroupTypes() {
        Map<String, String> types = new TreeMap<>();
        for (Path group : entries(files.sys().resolve("kernel/iommu_groups"))) {
            String type = text(group.resolve("type")).orElse("");
            if (!type.isEmpty()) {
                entries(group.resolve("devices")).forEach(device -> types.put(nameOf(device), type));
            }
        }
        return types;
    }

    private static String describe(Map<String, String> groupTypes) {
        Map<String, List<String>> devicesOfType = groupTypes.entrySet().stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getValue, TreeMap::new, Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
        return devicesOfType.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + String.join(" ", entry.getValue()))
                .collect(Collectors.joining("; "));
    }

    private List<HostVirtioDevice> virtioDevices() {
        return entries(files.sys().resolve("bus/virtio/devices")).stream()
                .map(HostSurveyor::virtioDevice)
                .flatMap(Optional::stream)
                .toList();
    }

    /// Empty for a device that was unplugged while being looked at.
    private static Optional<HostVirtioDevice> virtioDevice(Path folder) {
        Path driver = folder.resolve("driver");
        try {
            Path parent = Optional.ofNullable(folder.toRealPath().getParent()).orElse(folder);
            return Optional.of(new HostVirtioDevice(
                    nameOf(folder),
                    nameOf(parent),
                    text(folder.resolve("device")).map(HostSurveyor::typeOf).orElse(-1),
                    text(folder.resolve("features")).orElse(""),
                    Files.exists(driver) ? nameOf(driver.toRealPath()) : ""));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private static int typeOf(String text) {
        try {
            int type = Integer.decode(text);
            return type >= 0 && type <= HIGHEST_TYPE ? type : -1;
        } catch (NumberFormatException none) {
            return -1;
        }
    }

    /// `4 online (0-3), 2 cores in 1 package, MODEL`
    private Optional<String> cpus() {
        Path cpus = files.sys().resolve("devices/system/cpu");
        Optional<String> online = text(cpus.resolve("online"));
        Set<String> cores = new HashSet<>();
        Set<String> packages = new HashSet<>();
        int count = 0;
        for (Path cpu : entries(cpus)) {
            Path topology = cpu.resolve("topology");
            if (nameOf(cpu).matches("cpu\\d+") && Files.isDirectory(topology)) {
                String ofPackage = text(topology.resolve("physical_package_id")).orElse("0");
                packages.add(ofPackage);
                cores.add(ofPackage + ":" + text(topology.resolve("core_id")).orElse(nameOf(cpu)));
                count++;
            }
        }
        int counted = count;
        return online.map(range -> counted + " online (" + range + "), cores " + cores.size() + ", packages "
                + packages.size() + model().map(model -> ", " + model).orElse(""));
    }

    private Optional<String> model() {
        return text(files.proc().resolve("cpuinfo"))
                .flatMap(text -> text.lines()
                        .filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst());
    }

    private static String nameOf(Path path) {
        return String.valueOf(path.getFileName());
    }

    private static List<Path> entries(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder)) {
            return Stream.iterate(found.iterator(), Iterator::hasNext, entry -> entry)
                    .map(Iterator::next)
                    .sorted(Comparator.naturalOrder())
                    .toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    private static Optional<String> text(Path file) {
        try {
            return Files.isReadable(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
