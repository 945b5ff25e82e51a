// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.hardware;

import org.dmatape.replay.event.DmaOp;
import org.dmatape.replay.histogram.Durations;

/// How long operations of one kind and size took, in the recording and now.
///
/// @param op map, unmap, alloc or free
/// @param pages at most so many pages of the IOMMU each, a power of two, and more than half of it
/// @param operations how many there are
/// @param shared those of them that took no call: their pages were, or stayed, mapped for other buffers
/// @param calls of the address space that they took
/// @param recorded what the kernel's function took, where the recording tells
/// @param measured what the calls of an operation took together
public record OperationTimes(
        DmaOp op, long pages, long operations, long shared, long calls, Durations recorded, Durations measured) {}
