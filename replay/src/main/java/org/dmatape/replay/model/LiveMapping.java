// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model;

import java.util.Optional;
import java.util.OptionalLong;
import org.dmatape.replay.event.DmaApi;
import org.dmatape.replay.event.DmaDirection;

/// A segment that is mapped at this moment of the replay.
///
/// @param device DMA device
/// @param api functions it was mapped with
/// @param direction who may write it
/// @param dmaAddress address the device uses
/// @param physAddress memory behind it, where the recording tells
/// @param sizeBytes bytes, where the recording tells
/// @param mapEvent the operation that mapped it
/// @param sinceNs when, on the tape's clock
public record LiveMapping(
        Optional<String> device,
        DmaApi api,
        DmaDirection direction,
        long dmaAddress,
        OptionalLong physAddress,
        OptionalLong sizeBytes,
        long mapEvent,
        long sinceNs) {}
