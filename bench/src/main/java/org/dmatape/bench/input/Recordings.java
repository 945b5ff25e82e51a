// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.bench.input;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.dmatape.bench.measure.MeasurementException;
import org.dmatape.samples.generate.BugKind;
import org.dmatape.samples.generate.GeneratorOptions;
import org.dmatape.samples.generate.ProgressListener;
import org.dmatape.samples.generate.TraceGenerator;

/// Makes recordings of any size with the project's generator: version 7, zstd, four CPUs, and some of every bug. Those
/// that lie in the folder already are taken as they are.
public final class Recordings {

    private static final int TIMES_EACH_BUG = 10;

    private final Path folder;
    private final long seed;

    /// Keeps them in that folder.
    public Recordings(Path folder, long seed) {
        this.folder = folder;
        this.seed = seed;
    }

    /// A recording of about that many events; its truth says how many exactly.
    public GeneratedRecording of(long events) {
        Path file = folder.resolve("generated-" + events + "-" + seed + ".dat");
        Path truth = folder.resolve("generated-" + events + "-" + seed + ".json");
        try {
            if (!Files.exists(truth)) {
                TraceGenerator.generate(options(events), file, ProgressListener.NONE)
                        .writeJson(truth);
            }
            return new GeneratedRecording(file, GroundTruth.read(truth));
        } catch (IOException e) {
            throw new MeasurementException("cannot generate " + file + ": " + e.getMessage(), e);
        }
    }

    private GeneratorOptions options(long events) {
        GeneratorOptions healthy = GeneratorOptions.of(events, seed);
        Map<BugKind, Integer> bugs = new EnumMap<>(BugKind.class);
        for (BugKind bug : BugKind.values()) {
            if (healthy.allows(bug)) {
                bugs.put(bug, TIMES_EACH_BUG);
            }
        }
        return healthy.withBugs(bugs);
    }
}
