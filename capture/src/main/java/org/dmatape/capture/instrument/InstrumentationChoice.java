// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.instrument;

import java.util.List;

/// What the user wants more or less of than the usual. Everything empty is the usual.
///
/// @param events only these: parts (`dma`, `virtqueue`, ..., or `default` for all of them), tracefs systems (`block`)
/// and events
///     (`block:block_rq_issue`)
/// @param devices only what concerns these: virtio devices (`virtio0`) and DMA devices (`0000:00:05.0`)
/// @param probes probes of the user's own, as tracefs writes them, e.g. `p:mine virtio_queue_rq hctx=$arg1:x64`
/// @param stacks whether mappings are recorded with the functions that led to them
public record InstrumentationChoice(List<String> events, List<String> devices, List<String> probes, boolean stacks) {

    public InstrumentationChoice {
        events = List.copyOf(events);
        devices = List.copyOf(devices);
        probes = List.copyOf(probes);
    }

    /// These, without call stacks.
    public InstrumentationChoice(List<String> events, List<String> devices, List<String> probes) {
        this(events, devices, probes, false);
    }

    /// Whether symbols matter: to probe functions, if more is chosen than single events and systems of them, which are
    /// there or not, and to name the functions of call stacks.
    boolean needsSymbols() {
        return stacks
                || events.isEmpty()
                || events.stream()
                        .anyMatch(word -> word.equals(ChosenParts.USUAL)
                                || InstrumentationPart.ofWord(word).isPresent());
    }

    /// The usual.
    public static InstrumentationChoice usual() {
        return new InstrumentationChoice(List.of(), List.of(), List.of());
    }
}
