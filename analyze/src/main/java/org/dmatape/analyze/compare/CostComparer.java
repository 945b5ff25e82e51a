// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.compare;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Compares what was measured on two sides, group by group.
final class CostComparer {

    private static final List<Statistic> OF_TIMES = List.of(Statistic.P50, Statistic.P99);
    private static final List<Statistic> OF_COUNTS = List.of(Statistic.MEAN);

    private final ComparisonOptions options;
    private final BlockBootstrap bootstrap;

    CostComparer(ComparisonOptions options) {
        this.options = options;
        this.bootstrap = new BlockBootstrap(options.resamples(), options.confidence(), options.seed());
    }

    /// Differences of all groups that both sides have enough of.
    List<CostDifference> compare(List<Run> before, List<Run> after) {
        List<CostDifference> differences = new ArrayList<>();
        for (SampleKey key : keys(before, after)) {
            PooledSide sideBefore = pool(before, key);
            PooledSide sideAfter = pool(after, key);
            for (Statistic statistic : key.metric().isTime() ? OF_TIMES : OF_COUNTS) {
                compare(key, statistic, sideBefore, sideAfter).ifPresent(differences::add);
            }
        }
        return differences;
    }

    private Optional<CostDifference> compare(SampleKey key, Statistic statistic, PooledSide before, PooledSide after) {
        if (Math.min(before.size(), after.size()) < statistic.minimumSize()) {
            return Optional.empty();
        }
        double valueBefore = before.statistic(statistic, before.asRecorded());
        double valueAfter = after.statistic(statistic, after.asRecorded());
        if (valueBefore == 0 && valueAfter == 0) {
            return Optional.empty();
        }
        double ratio = BlockBootstrap.ratio(valueBefore, valueAfter);
        Interval interval = bootstrap.ratio(before, after, statistic);
        return Optional.of(new CostDifference(
                key.subject(),
                key.metric(),
                statistic,
                valueBefore,
                valueAfter,
                ratio,
                interval,
                before.size(),
                after.size(),
                Judgement.of(ratio, interval, options.threshold())));
    }

    private static Set<SampleKey> keys(List<Run> before, List<Run> after) {
        Set<SampleKey> keys = new LinkedHashSet<>();
        Stream.concat(before.stream(), after.stream())
                .forEach(run -> keys.addAll(run.samples().byKey().keySet()));
        return keys;
    }

    private static PooledSide pool(List<Run> runs, SampleKey key) {
        return new PooledSide(runs.stream()
                .map(run -> run.samples().byKey().get(key))
                .flatMap(Stream::ofNullable)
                .toList());
    }
}
