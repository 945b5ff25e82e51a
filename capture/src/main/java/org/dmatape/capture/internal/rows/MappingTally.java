// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.rows;

/// Counts mappings while rows are made, for whoever watches.
public final class MappingTally {

    private final DurationHistogram mapDurations = new DurationHistogram();
    private long maps;
    private long unmaps;

    void mapped() {
        maps++;
    }

    void unmapped() {
        unmaps++;
    }

    void mapTook(long durationNs) {
        mapDurations.add(durationNs);
    }

    /// Rows of mapped buffers.
    public long maps() {
        return maps;
    }

    /// Rows of unmapped buffers.
    public long unmaps() {
        return unmaps;
    }

    /// What mapping took.
    public DurationHistogram mapDurations() {
        return mapDurations;
    }
}
