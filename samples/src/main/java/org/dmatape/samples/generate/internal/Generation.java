// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.dmatape.samples.generate.GeneratedTruth;
import org.dmatape.samples.generate.GeneratorOptions;
import org.dmatape.samples.generate.ProgressListener;
import org.dmatape.samples.generate.internal.event.RecordedEvents;
import org.dmatape.samples.generate.internal.event.layout.EventDefinition;
import org.dmatape.samples.generate.internal.file.SpoolThread;
import org.dmatape.samples.generate.internal.file.TraceDatContent;
import org.dmatape.samples.generate.internal.file.TraceDatFile;
import org.dmatape.samples.generate.internal.machine.SimulatedMachine;

/// One generation from beginning to end: simulate, spool, put the file together, say what is true of it.
public final class Generation {

    private final GeneratorOptions options;
    private final Path target;

    public Generation(GeneratorOptions options, Path target) {
        this.options = options;
        this.target = target;
    }

    /// Does it. The file appears under its name when it is whole.
    public GeneratedTruth run(ProgressListener listener) throws IOException {
        RecordedEvents events = RecordedEvents.of(options);
        List<EventDefinition> definitions = events.catalogue().definitions();
        Path unfinished = target.resolveSibling("." + target.getFileName() + ".part");
        try (SpoolThread spoolThread = new SpoolThread(
                        target,
                        options.shape().file().compression(),
                        options.shape().words().byteOrder());
                RecordedDevices devices = RecordedDevices.of(options)) {
            RecordedBuffers buffers =
                    new RecordedBuffers(options.shape(), options.machine().cpus(), definitions, spoolThread);
            SimulatedMachine machine = new SimulatedMachine(options, events, buffers.cpus(), devices.side());
            machine.run(listener);
            buffers.finish();
            spoolThread.finish();
            devices.finish();
            TruthAssembly assembly = new TruthAssembly(options);
            assembly.countEvents(buffers, definitions);
            write(
                    unfinished,
                    ContentTexts.of(options, events.catalogue(), machine.queueCount(), assembly.eventsPerCpu()),
                    buffers);
            Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            return assembly.truth(machine, buffers.losses(), devices.truth());
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private void write(Path unfinished, TraceDatContent texts, RecordedBuffers buffers) throws IOException {
        try {
            TraceDatFile.of(
                            options.shape().file().version(),
                            options.shape().file().compression())
                    .write(unfinished, texts, buffers.buffers());
        } catch (FileSystemException saysWhere) {
            throw saysWhere;
        } catch (IOException cause) {
            FileSystemException failure =
                    new FileSystemException(target.toString(), null, "cannot be written: " + cause.getMessage());
            failure.initCause(cause);
            throw failure;
        }
    }
}
