// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.instrument;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dmatape.format.manifest.Unrecorded;

/// Says what a recording of this kernel will lack, why, and which checks that leaves without evidence.
final class MissingEvidence {

    private static final String NO_FUNCTION = "this kernel has no such function";
    private static final String LEFT_OUT = "left out by --events";

    /// Functions of which a kernel has one or the other, by what they do.
    private static final Map<String, List<String>> EITHER = Map.of(
            "posting of buffers (virtqueue_add_sgs, virtqueue_add_outbuf, virtqueue_add_inbuf)",
            List.of("virtqueue_add_sgs", "virtqueue_add_outbuf", "virtqueue_add_inbuf", "virtqueue_add_inbuf_ctx"),
            "return of buffers (virtqueue_get_buf)",
            List.of("virtqueue_get_buf", "virtqueue_get_buf_ctx"));

    private final KernelSurvey survey;
    private final ChosenParts chosen;
    private final boolean hasDmaEvents;

    MissingEvidence(KernelSurvey survey, ChosenParts chosen, boolean hasDmaEvents) {
        this.survey = survey;
        this.chosen = chosen;
        this.hasDmaEvents = hasDmaEvents;
    }

    void addTo(List<Unrecorded> missing) {
        for (InstrumentationPart part : InstrumentationPart.values()) {
            if (!chosen.has(part)) {
                missing.add(new Unrecorded(part.word(), LEFT_OUT, part.checks()));
            }
        }
        if (!survey.can(TracingAbility.KPROBES)) {
            addWithoutProbes(missing);
            return;
        }
        if (chosen.has(InstrumentationPart.VIRTQUEUE)) {
            addVirtqueues(missing);
        }
        if (chosen.has(InstrumentationPart.DMA) && !hasDmaEvents) {
            addWithoutDmaEvents(missing);
        }
        if (chosen.has(InstrumentationPart.IOMMU) && !survey.hasEvent("iommu", "map")) {
            missing.add(new Unrecorded(
                    "iommu events", "this kernel was built without them", InstrumentationPart.IOMMU.checks()));
        }
    }

    private void addWithoutProbes(List<Unrecorded> missing) {
        String reason = "this kernel has no kprobe_events (built without CONFIG_KPROBE_EVENTS, or locked down)";
        List<String> checks = new ArrayList<>(InstrumentationPart.VIRTQUEUE.checks());
        if (!hasDmaEvents) {
            checks.addAll(InstrumentationPart.DMA.checks());
        }
        missing.add(new Unrecorded(
                "probes on functions", reason, checks.stream().distinct().toList()));
    }

    private void addVirtqueues(List<Unrecorded> missing) {
        EITHER.forEach((what, symbols) -> {
            if (symbols.stream().noneMatch(survey::hasSymbol)) {
                missing.add(new Unrecorded(
                        what,
                        NO_FUNCTION
                                + "; where virtio_ring is a module, load it before recording (modprobe virtio_ring)",
                        InstrumentationPart.VIRTQUEUE.checks()));
            }
        });
        for (FunctionProbe function : VirtqueueProbes.all()) {
            if (!survey.hasSymbol(function.symbol()) && survey.hasSymbol("virtqueue_add_sgs")) {
                missing.add(new Unrecorded(function.symbol(), NO_FUNCTION, List.of()));
            }
        }
        if (!survey.hasSymbol(ProbeCatalogue.PAGE_ARRAY)) {
            missing.add(new Unrecorded(
                    "physical addresses of posted buffers",
                    "this kernel has no variable " + ProbeCatalogue.PAGE_ARRAY + " (it is there on x86-64)",
                    List.of("descriptor-unmapped")));
        }
        if (!survey.can(TracingAbility.ARGUMENTS_AT_RETURN)) {
            missing.add(new Unrecorded(
                    "bytes a device wrote (length given by virtqueue_get_buf)",
                    "return probes of this kernel know no arguments",
                    List.of()));
        }
    }

    private void addWithoutDmaEvents(List<Unrecorded> missing) {
        missing.add(new Unrecorded(
                "dma events",
                "this kernel has none (they came with 6.12); probes on the DMA API's functions stand in for them",
                List.of()));
        if (!survey.can(TracingAbility.ARGUMENTS_AT_RETURN)) {
            missing.add(new Unrecorded(
                    "DMA address of dma_alloc_attrs without an IOMMU",
                    "return probes of this kernel know no arguments",
                    List.of("free-address-mismatch")));
        }
    }
}
