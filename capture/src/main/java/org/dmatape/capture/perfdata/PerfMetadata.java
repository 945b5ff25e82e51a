// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.perfdata;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.dmatape.capture.tracedat.TracingData;

/// Everything in a perf.data that is no sample, as it is collected while the file is read.
final class PerfMetadata {

    private static final int MOST_TASKS = 1 << 16;

    private final PerfAttributes attributes;
    private final PerfFeatures features;
    private final TreeSet<Integer> cpus = new TreeSet<>();
    private final Map<Integer, String> taskNames = new HashMap<>();
    private Optional<TracingData> tracing = Optional.empty();
    private long dataOffset;
    private long dataEnd;
    private long otherSamples;

    PerfMetadata(PerfFile file) {
        this.attributes = new PerfAttributes(file);
        this.features = new PerfFeatures(file);
    }

    PerfAttributes attributes() {
        return attributes;
    }

    PerfFeatures features() {
        return features;
    }

    /// CPUs that have samples, in ascending order.
    List<Integer> cpus() {
        return List.copyOf(cpus);
    }

    void addCpu(int cpu) {
        cpus.add(cpu);
    }

    Map<Integer, String> taskNames() {
        return taskNames;
    }

    void name(int tid, String comm) {
        if (taskNames.size() < MOST_TASKS || taskNames.containsKey(tid)) {
            taskNames.put(tid, comm);
        }
    }

    /// Event formats, when there are any.
    Optional<TracingData> tracing() {
        return tracing;
    }

    void setTracing(TracingData found) {
        tracing = Optional.of(found);
    }

    void setData(long offset, long end) {
        dataOffset = offset;
        dataEnd = end;
    }

    /// Where the records begin.
    long dataOffset() {
        return dataOffset;
    }

    /// Where they end.
    long dataEnd() {
        return dataEnd;
    }

    void countOtherSample() {
        otherSamples++;
    }

    /// Samples that are none of a tracepoint, e.g. of a hardware counter.
    long otherSamples() {
        return otherSamples;
    }
}
