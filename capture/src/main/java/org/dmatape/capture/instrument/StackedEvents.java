// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.instrument;

import java.util.List;

/// Which events get their call stacks recorded: those that make rows of mappings and of their ends. The caller is
/// what such a row is found by; a sync, a virtqueue operation or a page table entry has one nobody asks for, and each
/// stack costs four times the room of its event.
final class StackedEvents {

    private static final String DMA_SYSTEM = "dma";

    /// Names of the kernel's events and of the DMA API's functions alike.
    private static final List<String> BEGINNINGS = List.of("dma_map", "dma_unmap", "dma_alloc", "dma_free");

    private StackedEvents() {}

    /// Whether an event of the kernel is one.
    static boolean has(EventName event) {
        return event.system().equals(DMA_SYSTEM) && begins(event.name());
    }

    /// Whether a probe is one, where nothing but probes tells of mappings: their rows are made when the function
    /// returns.
    static boolean has(FunctionProbe function, PlannedEvent.Probe probe) {
        return begins(function.symbol()) && probe.name().endsWith(ProbeLines.RETURN_SUFFIX);
    }

    private static boolean begins(String name) {
        return BEGINNINGS.stream().anyMatch(name::startsWith);
    }
}
