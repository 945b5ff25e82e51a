// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.bench.input;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.dmatape.bench.measure.MeasurementException;
import org.dmatape.samples.generate.BugKind;
import org.dmatape.samples.generate.GeneratedTruth;
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
        Path recording = folder.resolve("generated-" + events + "-" + seed);
        Path file = recording.resolve("trace.dat");
        Path truth = recording.resolve("truth.json");
        try {
            if (!Files.exists(truth)) {
                Files.createDirectories(recording);
                generate(events, file).writeJson(truth);
            }
            return new GeneratedRecording(file, GroundTruth.read(truth));
        } catch (IOException e) {
            throw new MeasurementException("cannot generate " + file + ": " + e.getMessage(), e);
        }
    }

    /// Beside the recording lies what a recorder leaves there: the virtio devices of the machine.
    private GeneratedTruth generate(long events, Path file) throws IOException {
        GeneratedTruth truth = TraceGenerator.generate(options(events), file, ProgressListener.NONE);
        List<String> devices = truth.devices().stream()
                .map(GeneratedTruth.Device::virtioDevicesLine)
                .filter(line -> !line.isEmpty())
                .toList();
        Files.write(file.resolveSibling("virtio-devices.txt"), devices);
        return truth;
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
