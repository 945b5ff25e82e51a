// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.policy.internal;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.dmatape.replay.histogram.Durations;
import org.dmatape.replay.policy.CostItem;
import org.dmatape.replay.policy.CostLine;
import org.dmatape.replay.policy.CostTable;
import org.dmatape.replay.policy.CostTable.Entry;
import org.dmatape.replay.policy.Figure;
import org.dmatape.replay.policy.FigureValue;
import org.dmatape.replay.policy.Origin;
import org.dmatape.replay.policy.Policy;
import org.dmatape.replay.policy.PolicyResult;
import org.dmatape.replay.policy.internal.iommu.Iotlb;

/// A policy's result while its figures come together.
final class ResultDraft {

    private static final int BYTES_PER_KIB = 1024;
    private static final double MEDIAN = 0.5;
    private static final double P99 = 0.99;

    private final Policy policy;
    private final CostTable costs;
    private final Map<Figure, FigureValue> figures = new EnumMap<>(Figure.class);
    private final List<CostLine> lines = new ArrayList<>();

    ResultDraft(Policy policy, CostTable costs) {
        this.policy = policy;
        this.costs = costs;
    }

    void put(Figure figure, long value, Origin origin, String source) {
        figures.put(figure, new FigureValue(value, origin, source));
    }

    void counted(Figure figure, long value, String rule) {
        put(figure, value, Origin.COUNTED, rule);
    }

    void simulated(Figure figure, long value, String model) {
        put(figure, value, Origin.SIMULATED, model);
    }

    void recorded(Figure figure, long value, String table) {
        put(figure, value, Origin.RECORDED, table);
    }

    /// How long ranges stayed reachable after their unmap.
    void stale(Durations windows, Origin origin, String source) {
        put(Figure.STALE_RANGES, windows.count(), origin, source);
        put(Figure.STALE_TOTAL_NS, windows.totalNs(), origin, source);
        if (windows.count() > 0) {
            put(Figure.STALE_P50_NS, windows.quantileNs(MEDIAN), origin, source);
            put(Figure.STALE_P99_NS, windows.quantileNs(P99), origin, source);
            put(Figure.STALE_MAX_NS, windows.maxNs(), origin, source);
        }
    }

    /// After how long addresses were used again.
    void reuse(Durations distances, Origin origin, String source) {
        if (distances.count() > 0) {
            put(Figure.REUSE_P50_NS, distances.quantileNs(MEDIAN), origin, source);
            put(Figure.REUSE_MIN_NS, distances.minNs(), origin, source);
        }
    }

    void exposure(Exposure exposure, Origin origin, String source) {
        put(Figure.EXPOSED_PEAK_BYTES, exposure.peakBytes(), origin, source);
        put(Figure.EXPOSED_BYTE_SECONDS, exposure.byteSeconds(), origin, source);
    }

    void iotlb(Iotlb iotlb, String source) {
        simulated(Figure.IOTLB_ACCESSES, iotlb.accesses(), source);
        simulated(Figure.IOTLB_MISSES, iotlb.misses(), source);
        simulated(Figure.WALK_MISSES, iotlb.walkMisses(), source);
    }

    /// Adds what some operations take.
    void cost(CostItem item, long count) {
        line(item, (double) count);
    }

    /// Adds what copying takes.
    void costOfCopying(long bytes) {
        line(CostItem.COPY, (double) bytes / BYTES_PER_KIB);
    }

    private void line(CostItem item, double count) {
        if (count > 0) {
            Entry entry = costs.entry(item);
            lines.add(new CostLine(item, count, entry.ns(), entry.source()));
        }
    }

    /// Sums up the costs and ends the draft.
    PolicyResult withCpuTime() {
        double ns = lines.stream().mapToDouble(CostLine::ns).sum();
        put(Figure.CPU_NS, Math.round(ns), Origin.COST, "counts times the cost table");
        return finished();
    }

    PolicyResult finished() {
        return new PolicyResult(policy, figures, lines);
    }
}
