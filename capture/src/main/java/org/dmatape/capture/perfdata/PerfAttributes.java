// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.perfdata;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The attributes of a recording, and which one a sample belongs to: its id says so, unless there is only one.
final class PerfAttributes {

    private static final int MOST_IDS = 1 << 20;

    private final PerfFile file;
    private final List<PerfAttribute> all = new ArrayList<>();
    private final Map<Long, PerfAttribute> byId = new HashMap<>();

    PerfAttributes(PerfFile file) {
        this.file = file;
    }

    /// Adds an attribute with its ids, which lie one after another.
    void add(PerfAttribute attribute, MemorySegment memory, long idsOffset, long idsBytes) {
        all.add(attribute);
        for (long at = 0; at + Long.BYTES <= idsBytes && byId.size() < MOST_IDS; at += Long.BYTES) {
            byId.put(file.int64(memory, idsOffset + at), attribute);
        }
    }

    /// The attribute of a sample, or null.
    @Nullable
    PerfAttribute ofSample(MemorySegment memory, long record, int sizeBytes) {
        if (all.size() == 1) {
            return all.getFirst();
        }
        long offset = idOffset();
        return offset < 0 || offset + Long.BYTES > sizeBytes ? null : byId.get(file.int64(memory, record + offset));
    }

    /// The attribute with that id, or null.
    @Nullable
    PerfAttribute ofId(long id) {
        return byId.get(id);
    }

    /// Any attribute, for the fields at the end of other records, which are the same for all.
    @Nullable
    PerfAttribute any() {
        return all.isEmpty() ? null : all.getFirst();
    }

    /// Where a sample has its id: first of all, or behind what comes before it in attributes that are all alike.
    private long idOffset() {
        long fields = all.isEmpty() ? 0 : all.getFirst().sampleType();
        if ((fields & SampleReader.IDENTIFIER) != 0) {
            return SampleReader.HEADER_BYTES;
        }
        if ((fields & SampleReader.ID) == 0) {
            return -1;
        }
        long before = SampleReader.IP | SampleReader.TID | SampleReader.TIME | SampleReader.ADDRESS;
        return SampleReader.HEADER_BYTES + (long) Long.BYTES * Long.bitCount(fields & before);
    }

    /// The clock of the samples.
    String clock() {
        return all.stream()
                .filter(attribute -> attribute.type() == PerfAttribute.TRACEPOINT)
                .map(PerfAttribute::clock)
                .findFirst()
                .orElse("perf");
    }

    /// Whether samples of tracepoints have call chains.
    boolean hasCallChains() {
        return all.stream()
                .anyMatch(attribute -> attribute.type() == PerfAttribute.TRACEPOINT
                        && (attribute.sampleType() & SampleReader.CALL_CHAIN) != 0);
    }

    /// Whether tracepoints were recorded at all.
    boolean hasTracepoints() {
        return all.stream().anyMatch(attribute -> attribute.type() == PerfAttribute.TRACEPOINT);
    }
}
