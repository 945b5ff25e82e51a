// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.dmatape.replay.event.DmaOperation;
import org.dmatape.replay.event.PostedSegment;
import org.dmatape.replay.event.VirtqueueOperation;
import org.dmatape.replay.model.Divergence;
import org.dmatape.replay.model.DivergenceListener;
import org.dmatape.replay.model.Rule;

/// Uses of what a mapping function returned when it failed: the driver never looked.
final class FailedMappings {

    private static final String HELD = "a failed mapping, which is no address";

    private final DivergenceText text;
    private final Queues queues;
    private final DivergenceListener listener;

    FailedMappings(DivergenceText text, Queues queues, DivergenceListener listener) {
        this.text = text;
        this.queues = queues;
        this.listener = listener;
    }

    /// An unmap or a sync.
    void used(DmaOperation operation) {
        for (int entry = 0; entry < operation.recorded(); entry++) {
            if (operation.hasDmaAddress(entry) && operation.dmaAddress(entry) == DmaOperation.MAPPING_ERROR) {
                listener.diverged(new Divergence(
                        Rule.MAP_ERROR_UNCHECKED,
                        Optional.of(operation.op().closes() ? "unmapped" : "synced"),
                        text.device(operation.device()),
                        OptionalLong.of(operation.tsNs()),
                        OptionalInt.of(operation.cpu()),
                        OptionalLong.of(DmaOperation.MAPPING_ERROR),
                        operation.hasPhysAddress(entry)
                                ? OptionalLong.of(operation.physAddress(entry))
                                : OptionalLong.empty(),
                        operation.hasSize(entry) ? OptionalLong.of(operation.size(entry)) : OptionalLong.empty(),
                        1,
                        HELD,
                        DivergenceText.word(operation.op()) + " of it in event " + operation.eventId(entry),
                        List.of(),
                        List.of(operation.eventId(entry))));
            }
        }
    }

    /// A segment of a buffer that an add has just posted.
    void posted(VirtqueueOperation add, PostedSegment segment) {
        if (segment.hasDmaAddress() && segment.dmaAddress() == DmaOperation.MAPPING_ERROR) {
            listener.diverged(new Divergence(
                    Rule.MAP_ERROR_UNCHECKED,
                    Optional.of("posted"),
                    queues.dmaDevice(add.virtioDevice()),
                    OptionalLong.of(add.tsNs()),
                    OptionalInt.of(add.cpu()),
                    OptionalLong.of(DmaOperation.MAPPING_ERROR),
                    segment.hasPhysAddress() ? OptionalLong.of(segment.physAddress()) : OptionalLong.empty(),
                    OptionalLong.of(segment.size()),
                    1,
                    HELD,
                    "posted to " + queues.words(add.virtioDevice(), add.queueName()) + " in event " + add.eventId(),
                    List.of(),
                    List.of(add.eventId())));
        }
    }
}
