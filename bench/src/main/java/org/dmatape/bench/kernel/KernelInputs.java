// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.bench.kernel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.dmatape.capture.importing.ImportProgress;
import org.dmatape.capture.importing.ImportRequest;
import org.dmatape.capture.importing.TapeImporter;
import org.dmatape.format.manifest.Manifest;
import org.dmatape.format.read.Tape;
import org.dmatape.samples.generate.DeviceLog;
import org.dmatape.samples.generate.GeneratedTruth;
import org.dmatape.samples.generate.GeneratorOptions;
import org.dmatape.samples.generate.ProgressListener;
import org.dmatape.samples.generate.TraceGenerator;

/// A generated recording of both sides in a temporary folder, the same for every run, and what becomes of it.
final class KernelInputs implements AutoCloseable {

    /// About so many events on the driver's side: seconds to make, and enough that opening the file does not count.
    private static final long EVENTS = 200_000;

    private static final long SEED = 7;

    private final TemporaryFolder folder;
    private final GeneratedTruth truth;

    private KernelInputs(TemporaryFolder folder, GeneratedTruth truth) {
        this.folder = folder;
        this.truth = truth;
    }

    static KernelInputs make() throws IOException {
        TemporaryFolder folder = TemporaryFolder.make();
        GeneratorOptions options =
                GeneratorOptions.of(EVENTS, SEED).withDeviceLog(DeviceLog.to(file(folder, RecordingSide.QEMU_LOG)));
        GeneratedTruth truth =
                TraceGenerator.generate(options, file(folder, RecordingSide.TRACE_DAT), ProgressListener.NONE);
        return new KernelInputs(folder, truth);
    }

    /// Events of one side.
    long events(RecordingSide side) {
        return switch (side) {
            case TRACE_DAT ->
                truth.eventsPerCpu().stream().mapToLong(Long::longValue).sum();
            case QEMU_LOG -> truth.deviceSide().lines();
        };
    }

    Path file(RecordingSide side) {
        return file(folder, side);
    }

    private static Path file(TemporaryFolder folder, RecordingSide side) {
        return folder.path()
                .resolve(
                        switch (side) {
                            case TRACE_DAT -> "trace.dat";
                            case QEMU_LOG -> "qemu.log";
                        });
    }

    /// Imports both sides, in place of what was imported before.
    Manifest importBoth() {
        List<Path> sides = Stream.of(RecordingSide.values()).map(this::file).toList();
        return TapeImporter.run(ImportRequest.of(sides, tapeFolder()).withOverwrite(true), ImportProgress.NONE)
                .manifest();
    }

    /// The tape that was imported.
    Tape tape() {
        return Tape.open(tapeFolder());
    }

    private Path tapeFolder() {
        return folder.path().resolve("both.tape");
    }

    @Override
    public void close() {
        folder.close();
    }
}
