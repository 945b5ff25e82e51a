// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.dmatape.replay.model.InFlightBuffer;
import org.dmatape.replay.model.LiveMapping;
import org.dmatape.replay.model.Model;
import org.dmatape.replay.model.StaleRanges;

/// What the model holds at one moment.
///
/// @param reason why it was taken: `break` or `at`
/// @param beforeEvent the step that comes next
/// @param tsNs its time on the tape's clock
/// @param mappings what is mapped, oldest first
/// @param buffers what is with devices, oldest first
/// @param stale what is unmapped and not yet invalidated
public record StateSnapshot(
        String reason,
        long beforeEvent,
        long tsNs,
        List<LiveMapping> mappings,
        List<InFlightBuffer> buffers,
        StaleRanges stale) {

    /// Copies the lists.
    public StateSnapshot {
        mappings = List.copyOf(mappings);
        buffers = List.copyOf(buffers);
    }

    /// What a model holds now.
    ///
    /// @param filter whose mappings and buffers are wanted
    static StateSnapshot of(Model model, String reason, long beforeEvent, long tsNs, DeviceFilter filter) {
        List<LiveMapping> mappings = new ArrayList<>();
        List<InFlightBuffer> buffers = new ArrayList<>();
        model.forEachLiveMapping(mapping -> addIf(filter, mapping.device(), mapping, mappings));
        model.forEachBufferInFlight(buffer -> addIf(filter, buffer.virtioDevice(), buffer, buffers));
        mappings.sort(Comparator.comparingLong(LiveMapping::mapEvent).thenComparingLong(LiveMapping::dmaAddress));
        buffers.sort(Comparator.comparingLong(InFlightBuffer::addEvent));
        return new StateSnapshot(reason, beforeEvent, tsNs, mappings, buffers, model.staleRanges());
    }

    private static <T> void addIf(DeviceFilter filter, Optional<String> device, T item, List<T> items) {
        if (filter.allows(device)) {
            items.add(item);
        }
    }
}
