// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.instrument;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A kernel's own files as they were found in a guest of the lab, laid out again under a folder. Of the symbols and
/// functions only those around the ones of interest were kept.
final class RecordedKernel {

    static final String DEBIAN_6_1 = "6.1.0-50-amd64";
    static final String DEBIAN_6_12 = "6.12.95+deb12-amd64";
    static final String DEBIAN_7_3 = "7.3.4+deb13-amd64";

    private RecordedKernel() {}

    static KernelFiles layOut(String release, Path root) throws IOException {
        Map<String, List<String>> sections = sections(release);
        Path tracefs = root.resolve("sys/kernel/tracing");
        write(root.resolve("proc/sys/kernel/osrelease"), section(sections, "osrelease"));
        write(root.resolve("proc/sys/kernel/arch"), section(sections, "arch"));
        write(root.resolve("proc/kallsyms"), section(sections, "kallsyms"));
        write(tracefs.resolve("README"), section(sections, "README"));
        write(tracefs.resolve("available_filter_functions"), section(sections, "available_filter_functions"));
        for (String file : section(sections, "tracefs")) {
            write(tracefs.resolve(file), List.of());
        }
        for (String event : section(sections, "events")) {
            Files.createDirectories(tracefs.resolve("events").resolve(event.replace(':', '/')));
        }
        Path parent = root.resolve("sys/devices/pci0000:00/0000:00:05.0/virtio0");
        Files.createDirectories(parent);
        Path devices = Files.createDirectories(root.resolve("sys/bus/virtio/devices"));
        Files.createSymbolicLink(devices.resolve("virtio0"), parent);
        return KernelFiles.under(root);
    }

    private static List<String> section(Map<String, List<String>> sections, String name) {
        return Objects.requireNonNull(sections.get(name), name);
    }

    private static Map<String, List<String>> sections(String release) throws IOException {
        Map<String, List<String>> sections = new LinkedHashMap<>();
        try (InputStream input = RecordedKernel.class.getResourceAsStream("kernels/" + release + ".txt")) {
            List<String> section = new ArrayList<>();
            for (String line : new String(Objects.requireNonNull(input).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                if (line.startsWith("== ")) {
                    section = new ArrayList<>();
                    sections.put(line.substring("== ".length()), section);
                } else {
                    section.add(line);
                }
            }
        }
        return sections;
    }

    private static void write(Path file, List<String> lines) throws IOException {
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.write(file, lines);
    }
}
