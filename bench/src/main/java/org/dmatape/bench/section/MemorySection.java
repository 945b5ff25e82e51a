// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.bench.section;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dmatape.bench.bar.Bar;
import org.dmatape.bench.bar.BarResult;
import org.dmatape.bench.input.GeneratedRecording;
import org.dmatape.bench.input.Tape;
import org.dmatape.bench.input.WorkFolder;
import org.dmatape.bench.measure.Measurement;
import org.dmatape.bench.measure.MeasurementException;

/// Whether an import's memory depends on the size of its input.
public final class MemorySection implements Section {

    private static final double BYTES_PER_MB = 1e6;

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public List<Bar> bars() {
        return List.of(Bar.IMPORT_MEMORY_FLAT);
    }

    @Override
    public void measure(Bench bench, Outcome outcome) {
        if (bench.plan().memoryEvents().size() < 2) {
            throw new MeasurementException("one size of input says nothing about memory: name two or more");
        }
        List<Measurement> measured = new ArrayList<>();
        for (long events : bench.plan().memoryEvents()) {
            Measurement importing = importOnce(bench, events);
            outcome.add(importing);
            measured.add(importing);
        }
        outcome.add(flatness(measured));
    }

    private static Measurement importOnce(Bench bench, long events) {
        GeneratedRecording recording = bench.recordings().of(events);
        Path tape = bench.work().resolve("memory.tape");
        Measurement importing = bench.repeat(bench.importing(recording, tape), 1);
        Tape.read(tape).requireEventsOf(recording);
        WorkFolder.delete(tape);
        return importing;
    }

    private static BarResult flatness(List<Measurement> measured) {
        double smallest = measured.getFirst().series().peakRssBytes();
        double largest = measured.getLast().series().peakRssBytes();
        List<String> peaks = measured.stream()
                .map(importing -> String.format(
                        Locale.ROOT,
                        "%.0f MB at %,d events",
                        importing.series().peakRssBytes() / BYTES_PER_MB,
                        importing.events()))
                .toList();
        return BarResult.measured(Bar.IMPORT_MEMORY_FLAT, largest / smallest, String.join(", ", peaks));
    }
}
