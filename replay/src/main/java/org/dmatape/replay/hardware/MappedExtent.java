// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.hardware;

/// The addresses a recording maps.
///
/// @param lowestIova the lowest byte, unsigned
/// @param highestIova the highest byte, unsigned
/// @param largestBytes of one buffer
/// @param largestRangeBytes of one range of whole pages that had to be mapped
/// @param peakBuffers most buffers that were mapped at once
public record MappedExtent(
        long lowestIova, long highestIova, long largestBytes, long largestRangeBytes, int peakBuffers) {

    /// Nothing mapped yet.
    static final MappedExtent NOTHING = new MappedExtent(-1L, 0, 0, 0, 0);

    /// Whether nothing was mapped.
    public boolean isEmpty() {
        return peakBuffers == 0;
    }

    MappedExtent with(long firstByte, long lastByte) {
        return new MappedExtent(
                Long.compareUnsigned(firstByte, lowestIova) < 0 ? firstByte : lowestIova,
                Long.compareUnsigned(lastByte, highestIova) > 0 ? lastByte : highestIova,
                largestBytes,
                largestRangeBytes,
                peakBuffers);
    }

    MappedExtent withBuffer(long sizeBytes, int buffers) {
        return new MappedExtent(
                lowestIova,
                highestIova,
                Math.max(largestBytes, sizeBytes),
                largestRangeBytes,
                Math.max(peakBuffers, buffers));
    }

    MappedExtent withLargestRange(long sizeBytes) {
        return new MappedExtent(lowestIova, highestIova, largestBytes, sizeBytes, peakBuffers);
    }
}
