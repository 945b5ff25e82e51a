// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.policy;

import java.util.Optional;

/// What a queue of a device that bypasses the DMA API handed to the device: physical addresses, none of which an
/// IOMMU could translate.
///
/// @param device DMA device, where known
/// @param virtioDevice virtio device
/// @param driver driver bound to it
/// @param queueIndex the queue's place in its device
/// @param buffers buffers posted
/// @param segments recorded segments of theirs
/// @param readBytes bytes the device was told to read
/// @param writtenBytes bytes the device was told to write
/// @param indirectTables tables of descriptors the device reads as well, one for every buffer of several segments
/// @param wouldFault accesses that would fault behind an IOMMU: every segment and every table
/// @param deviceWroteBytes what the device's own log says it wrote, over all queues of the device; 0 without such a
///     log
public record BypassedQueue(
        Optional<String> device,
        String virtioDevice,
        Optional<String> driver,
        int queueIndex,
        long buffers,
        long segments,
        long readBytes,
        long writtenBytes,
        long indirectTables,
        long wouldFault,
        long deviceWroteBytes) {}
