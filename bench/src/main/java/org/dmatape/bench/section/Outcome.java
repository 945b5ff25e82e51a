// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.bench.section;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.dmatape.bench.bar.Bar;
import org.dmatape.bench.bar.BarResult;
import org.dmatape.bench.measure.Measurement;
import org.dmatape.bench.measure.MeasurementException;

/// What a run has found out so far.
public final class Outcome {

    private final List<Measurement> measurements = new ArrayList<>();
    private final Map<Bar, BarResult> results = new EnumMap<>(Bar.class);

    /// Measures a section; bars it could not measure are there with the reason.
    public void add(Section section, Bench bench) {
        String reason = "was not tried";
        try {
            section.measure(bench, this);
        } catch (MeasurementException e) {
            reason = String.valueOf(e.getMessage());
        }
        for (Bar bar : section.bars()) {
            results.putIfAbsent(bar, BarResult.notMeasured(bar, reason));
        }
    }

    /// What was run, in the order it was run.
    public List<Measurement> measurements() {
        return Collections.unmodifiableList(measurements);
    }

    /// Every bar, those of sections that were left out as not measured.
    public List<BarResult> results() {
        return Arrays.stream(Bar.values())
                .map(bar -> results.getOrDefault(bar, BarResult.notMeasured(bar, "left out of this run")))
                .toList();
    }

    void add(Measurement measurement) {
        measurements.add(measurement);
    }

    void add(BarResult result) {
        results.put(result.bar(), result);
    }

    /// Prepares something one bar needs; when that fails, the bar is not measured and the rest goes on.
    <T> Optional<T> attempt(Bar bar, Supplier<T> preparation) {
        try {
            return Optional.of(preparation.get());
        } catch (MeasurementException e) {
            add(BarResult.notMeasured(bar, String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }
}
