// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.fuzz;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.dmatape.samples.generate.DeviceCounts;
import org.dmatape.samples.generate.GeneratorOptions;
import org.dmatape.samples.generate.IommuMode;
import org.dmatape.samples.generate.KernelFlavour;
import org.dmatape.samples.generate.ProgressListener;
import org.dmatape.samples.generate.RareEntry;
import org.dmatape.samples.generate.RecordingShape;
import org.dmatape.samples.generate.TraceCompression;
import org.dmatape.samples.generate.TraceGenerator;
import org.dmatape.samples.generate.WordLayout;

/// Recordings of simulated machines, uncompressed so that what the fuzzer changes is what the reader reads.
final class GeneratedSeeds {

    private static final int EVENTS = 60;

    private GeneratedSeeds() {}

    /// A file of each kind of kernel.
    static List<byte[]> traceDats() throws IOException {
        List<byte[]> seeds = new ArrayList<>();
        for (KernelFlavour kernel : KernelFlavour.values()) {
            seeds.add(traceDat(kernel, RecordingShape.defaults().withFile(7, TraceCompression.NONE)));
        }
        seeds.add(traceDat(KernelFlavour.V6_12, RecordingShape.defaults().withFile(6, TraceCompression.NONE)));
        seeds.add(traceDat(
                KernelFlavour.V6_12,
                RecordingShape.defaults()
                        .withFile(7, TraceCompression.NONE)
                        .withWords(WordLayout.of(ByteOrder.BIG_ENDIAN, Integer.BYTES))));
        return seeds;
    }

    static byte[] traceDat(KernelFlavour kernel, RecordingShape shape) throws IOException {
        Path file = Files.createTempFile("dmatape-seed", ".dat");
        try {
            TraceGenerator.generate(
                    GeneratorOptions.of(EVENTS, 1)
                            .withCpus(1)
                            .withDevices(new DeviceCounts(1, 1, 0, 1))
                            .withIommuMode(IommuMode.STRICT)
                            .withKernel(kernel)
                            .withShape(shape.withRareEntries(EnumSet.allOf(RareEntry.class))),
                    file,
                    ProgressListener.NONE);
            return Files.readAllBytes(file);
        } finally {
            Files.delete(file);
        }
    }
}
