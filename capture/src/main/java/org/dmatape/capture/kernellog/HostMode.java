// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.kernellog;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/// What the log says of the kernel and of how its IOMMU was set up. The first line of each kind counts.
final class HostMode {

    private static final int LONGEST_VALUE = 4096;

    /// Where a fact stands.
    ///
    /// @param begin how the message begins
    /// @param name name of the fact
    private record Source(String begin, String name) {}

    private static final String KERNEL = "Linux version ";

    private static final List<Source> SOURCES = List.of(
            new Source(KERNEL, "linux_version"),
            new Source("Command line: ", "command_line"),
            new Source("Kernel command line: ", "command_line"),
            new Source("iommu: Default domain type: ", "iommu_default_domain_type"),
            new Source("iommu: DMA domain TLB invalidation policy: ", "iommu_invalidation_policy"),
            new Source("software IO TLB: mapped ", "swiotlb"),
            new Source("tsc: Marking TSC unstable ", "tsc_unstable"));

    private final Map<String, String> facts = Collections.synchronizedMap(new TreeMap<>());
    private final AtomicInteger boots = new AtomicInteger();

    /// Takes in a message.
    void take(String message) {
        if (message.startsWith(KERNEL) && boots.incrementAndGet() > 1) {
            facts.put(KernelLogRecording.BOOTS, boots.toString());
        }
        for (Source source : SOURCES) {
            if (message.startsWith(source.begin())) {
                String value = message.substring(source.begin().length()).strip();
                facts.putIfAbsent(source.name(), value.substring(0, Math.min(LONGEST_VALUE, value.length())));
            }
        }
    }

    Map<String, String> facts() {
        synchronized (facts) {
            return Collections.unmodifiableMap(new TreeMap<>(facts));
        }
    }
}
