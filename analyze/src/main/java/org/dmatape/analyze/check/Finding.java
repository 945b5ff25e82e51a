// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.check;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;
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
/// @param stacks how the kernel came to those of them that have a call stack on the tape
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
        List<Long> events,
        List<EventStack> stacks) {

    private static final int MOST_CALLERS = 4;

    /// Copies the lists.
    public Finding {
        events = List.copyOf(events);
        stacks = List.copyOf(stacks);
    }

    /// The same, with the call stacks of its events.
    Finding withStacks(List<EventStack> newStacks) {
        return new Finding(
                check,
                severity,
                kind,
                device,
                tsNs,
                cpu,
                dmaAddress,
                physAddress,
                sizeBytes,
                count,
                message,
                events,
                newStacks);
    }

    /// The message and, where call stacks were recorded, which functions did what it speaks of.
    public String messageWithCallers() {
        String callers = stacks.stream()
                .flatMap(stack -> stack.callerFrame().stream().map(frame -> stack.op() + " from " + frame))
                .distinct()
                .limit(MOST_CALLERS)
                .collect(Collectors.joining(", "));
        return callers.isEmpty() ? message : message + " (" + callers + ")";
    }
}
