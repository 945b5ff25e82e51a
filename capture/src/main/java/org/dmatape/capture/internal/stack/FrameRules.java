// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.stack;

import java.util.List;

/// What the names of functions say of their place in a stack.
final class FrameRules {

    /// From the tracepoint or probe to the ring buffer (kernel/trace, include/trace/trace_events.h).
    private static final List<String> TRACING = List.of(
            "trace_",
            "__traceiter_",
            "__do_trace_",
            "do_trace_",
            "__bpf_trace_",
            "bpf_trace_",
            "perf_",
            "__perf_",
            "event_trigger",
            "stacktrace_trigger",
            "__ftrace_",
            "ftrace_",
            "function_trace",
            "fprobe_",
            "__fprobe_",
            "fentry_",
            "fexit_",
            "__fentry",
            "kprobe_",
            "__kprobe",
            "kretprobe_",
            "__kretprobe",
            "opt_pre_handler",
            "optimized_callback",
            "optprobe_",
            "aggr_pre_handler",
            "pre_handler_kretprobe",
            "rethook_",
            "arch_rethook_",
            "arch_ftrace_",
            "return_to_handler",
            "__stack_trace",
            "stack_trace_",
            "arch_stack_walk");

    /// kernel/dma, drivers/iommu/dma-iommu.c, mm/dmapool.c; never in a module.
    private static final List<String> DMA_API =
            List.of("dma_", "__dma_", "dmam_", "debug_dma_", "iommu_dma_", "swiotlb_", "xen_swiotlb_");

    /// Begin like the DMA API and are something else.
    private static final List<String> NOT_DMA_API =
            List.of("dma_buf_", "dma_heap_", "dma_fence_", "dma_resv_", "dma_async_", "dma_chan_");

    /// drivers/virtio/virtio_ring.c, where it is built in.
    private static final List<String> VIRTQUEUE = List.of("virtqueue_", "vring_", "detach_buf_");

    private static final String VIRTQUEUE_MODULE = "virtio_ring";

    /// Where an interrupt enters the kernel: what it interrupted is not what called (arch/x86/include/asm/idtentry.h,
    /// arch/arm64/kernel/entry.S).
    private static final List<String> INTERRUPT_ENTRIES =
            List.of("asm_common_interrupt", "asm_sysvec_", "el1h_64_irq", "el1h_64_fiq", "el1t_64_irq", "el1t_64_fiq");

    private FrameRules() {}

    /// Whether a function carries out or records what its caller asked for.
    ///
    /// @param module empty for the kernel itself, and where it is not known
    static boolean isMachinery(String name, String module) {
        if (beginsWithAny(name, TRACING)) {
            return true;
        }
        return module.isEmpty()
                ? beginsWithAny(name, VIRTQUEUE) || (beginsWithAny(name, DMA_API) && !beginsWithAny(name, NOT_DMA_API))
                : module.equals(VIRTQUEUE_MODULE);
    }

    /// Whether an interrupt enters the kernel there.
    static boolean isInterruptEntry(String name) {
        return beginsWithAny(name, INTERRUPT_ENTRIES);
    }

    private static boolean beginsWithAny(String name, List<String> beginnings) {
        for (String beginning : beginnings) {
            if (name.startsWith(beginning)) {
                return true;
            }
        }
        return false;
    }
}
