// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.dmatape.capture.importing.fixture.RowCollector;
import org.dmatape.capture.importing.internal.EventImporter;
import org.dmatape.capture.internal.rows.PlainTextPool;
import org.dmatape.capture.internal.rows.TapeRows;
import org.dmatape.capture.recording.OpenOptions;
import org.dmatape.capture.recording.Recording;
import org.dmatape.capture.recording.RecordingException;
import org.dmatape.capture.tracedat.TraceDatRecording;
import org.dmatape.samples.generate.GeneratorOptions;
import org.dmatape.samples.generate.IommuMode;
import org.dmatape.samples.generate.KernelFlavour;
import org.dmatape.samples.generate.ProgressListener;
import org.dmatape.samples.generate.RecordingShape;
import org.dmatape.samples.generate.TraceCompression;
import org.dmatape.samples.generate.TraceGenerator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Records that say nonsense: arrays that point past their record, layouts that lie, events nested without end.
/// Decoding must give rows or the project's own refusal, whatever the bytes.
class MutatedImportTest {

    private static final int FILES = 60;
    private static final int FLIPS = 200;

    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @EnumSource(KernelFlavour.class)
    void nonsenseInRecordsAndLayoutsIsHarmless(KernelFlavour kernel) throws IOException {
        GeneratorOptions options = GeneratorOptions.of(4_000, 7)
                .withIommuMode(IommuMode.STRICT)
                .withKernel(kernel)
                .withShape(RecordingShape.defaults().withFile(7, TraceCompression.NONE));
        Path original = folder.resolve("original.dat");
        TraceGenerator.generate(options, original, ProgressListener.NONE);
        byte[] bytes = Files.readAllBytes(original);
        Path mutated = folder.resolve("mutated.dat");
        int survived = 0;
        for (int seed = 0; seed < FILES; seed++) {
            Random random = new Random(seed);
            byte[] copy = bytes.clone();
            // the front of the file is metadata, which is read before any record: most flips go to the records behind
            int from = seed % 3 == 0 ? 0 : bytes.length / 4;
            for (int flip = 0; flip < FLIPS; flip++) {
                copy[from + random.nextInt(copy.length - from)] = (byte) random.nextInt(256);
            }
            Files.write(mutated, copy);

            Throwable failure = catchThrowable(() -> read(mutated));

            survived += failure == null ? 1 : 0;
            if (failure != null) {
                assertThat(failure).as("seed %d", seed).isInstanceOf(RecordingException.class);
            }
        }
        assertThat(survived).as("files whose records were decoded to the end").isPositive();
    }

    private static void read(Path file) {
        PlainTextPool texts = new PlainTextPool();
        RowCollector tables = new RowCollector(texts);
        try (Recording recording = TraceDatRecording.open(file, OpenOptions.DEFAULT.withSalvage())) {
            EventImporter.of(recording, TapeRows.of(tables::table, texts)).run();
        }
    }
}
