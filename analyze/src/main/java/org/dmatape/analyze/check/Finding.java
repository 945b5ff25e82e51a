// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.check;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.dmatape.queries.Severity;

/// One thing a check found. Addresses and sizes are unsigned 64-bit numbers.
///
/// @param check the check's id
/// @param severity how bad it is
/// @param kind which variant of the check's subject
/// @param device DMA device
/// @param tsNs when, on the tape's clock
/// @param cpu where
/// @param dmaAddress address the device uses
/// @param physAddress memory behind it
/// @param sizeBytes bytes concerned
/// @param count how often; 1 for most
/// @param message one sentence for people
/// @param events the events that show it, by event_id
public record Finding(
        String check,
        Severity severity,
        Optional<String> kind,
        Optional<String> device,
        OptionalLong tsNs,
        OptionalInt cpu,
        OptionalLong dmaAddress,
        OptionalLong physAddress,
        OptionalLong sizeBytes,
        long count,
        String message,
        List<Long> events) {

    /// Copies the list.
    public Finding {
        events = List.copyOf(events);
    }
}
