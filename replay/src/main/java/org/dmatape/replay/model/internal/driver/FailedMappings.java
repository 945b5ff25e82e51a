// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal.driver;

import java.util.List;
import java.util.OptionalLong;
import org.dmatape.replay.event.DmaOperation;
import org.dmatape.replay.event.PostedSegment;
import org.dmatape.replay.event.VirtqueueOperation;
import org.dmatape.replay.model.Divergence;
import org.dmatape.replay.model.DivergenceListener;
import org.dmatape.replay.model.Rule;
import org.dmatape.replay.model.internal.mapping.DivergenceText;
import org.dmatape.replay.model.internal.queue.Queues;

/// Uses of what a mapping function returned when it failed: the driver never looked.
public final class FailedMappings {

    private static final String HELD = "a failed mapping, which is no address";

    private final DivergenceText text;
    private final Queues queues;
    private final DivergenceListener listener;

    public FailedMappings(DivergenceText text, Queues queues, DivergenceListener listener) {
        this.text = text;
        this.queues = queues;
        this.listener = listener;
    }

    /// An unmap or a sync.
    public void used(DmaOperation operation) {
        for (int entry = 0; entry < operation.recorded(); entry++) {
            if (operation.hasDmaAddress(entry) && operation.dmaAddress(entry) == DmaOperation.MAPPING_ERROR) {
                listener.diverged(Divergence.of(Rule.MAP_ERROR_UNCHECKED)
                        .kind(operation.op().closes() ? "unmapped" : "synced")
                        .device(text.device(operation.device()))
                        .at(operation.tsNs(), operation.cpu())
                        .dmaAddress(DmaOperation.MAPPING_ERROR)
                        .physAddress(
                                operation.hasPhysAddress(entry)
                                        ? OptionalLong.of(operation.physAddress(entry))
                                        : OptionalLong.empty())
                        .sizeBytes(
                                operation.hasSize(entry)
                                        ? OptionalLong.of(operation.size(entry))
                                        : OptionalLong.empty())
                        .held(HELD)
                        .recorded(DivergenceText.word(operation.op()) + " of it in event " + operation.eventId(entry))
                        .events(List.of(operation.eventId(entry)))
                        .build());
            }
        }
    }

    /// A segment of a buffer that an add has just posted.
    public void posted(VirtqueueOperation add, PostedSegment segment) {
        if (segment.hasDmaAddress() && segment.dmaAddress() == DmaOperation.MAPPING_ERROR) {
            String queue = queues.words(add.virtioDevice(), add.queueName());
            listener.diverged(Divergence.of(Rule.MAP_ERROR_UNCHECKED)
                    .kind("posted")
                    .device(queues.dmaDevice(add.virtioDevice()))
                    .at(add.tsNs(), add.cpu())
                    .dmaAddress(DmaOperation.MAPPING_ERROR)
                    .physAddress(
                            segment.hasPhysAddress() ? OptionalLong.of(segment.physAddress()) : OptionalLong.empty())
                    .sizeBytes(segment.size())
                    .held(HELD)
                    .recorded("posted to " + queue + " in event " + add.eventId())
                    .events(List.of(add.eventId()))
                    .build());
        }
    }
}
