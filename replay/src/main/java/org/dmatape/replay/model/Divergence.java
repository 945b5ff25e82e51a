// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// A step of a recording that the model does not allow, or a state it should not end in. Addresses and sizes are
/// unsigned 64-bit numbers.
///
/// @param rule what does not hold
/// @param kind which variant of it
/// @param device DMA device
/// @param tsNs when, on the tape's clock
/// @param cpu where
/// @param dmaAddress address the device uses
/// @param physAddress memory behind it
/// @param sizeBytes bytes concerned
/// @param count how often; 1 for most
/// @param held what the model holds
/// @param recorded what the recording says
/// @param history what happened to that address before, oldest first, as far as the model remembers
/// @param events the events that show it
public record Divergence(
        Rule rule,
        Optional<String> kind,
        Optional<String> device,
        OptionalLong tsNs,
        OptionalInt cpu,
        OptionalLong dmaAddress,
        OptionalLong physAddress,
        OptionalLong sizeBytes,
        long count,
        String held,
        String recorded,
        List<String> history,
        List<Long> events) {

    /// Begins to describe one.
    public static DivergenceBuilder of(Rule rule) {
        return new DivergenceBuilder(rule);
    }

    /// Copies the lists.
    public Divergence {
        history = List.copyOf(history);
        events = List.copyOf(events);
    }

    /// The event the model could not follow: the last of those that show it, or 0 where none does.
    public long eventId() {
        return events.isEmpty() ? 0 : events.getLast();
    }
}
