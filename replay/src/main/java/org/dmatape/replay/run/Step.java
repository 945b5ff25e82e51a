// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.run;

import java.util.Optional;
import java.util.OptionalLong;

/// A step that was executed, for whoever watches.
///
/// @param kind table it comes from
/// @param eventId place in the tape's order
/// @param tsNs time on the tape's clock
/// @param op what was done, in the word of the table
/// @param device DMA or virtio device
/// @param address address the device uses, or the buffer's token
/// @param sizeBytes bytes
/// @param liveMappings mappings that are live after it
public record Step(
        StepKind kind,
        long eventId,
        long tsNs,
        String op,
        Optional<String> device,
        OptionalLong address,
        OptionalLong sizeBytes,
        int liveMappings) {}
