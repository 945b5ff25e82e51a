// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dmatape.capture.importing.fixture.DiscardedImport;
import org.dmatape.capture.recording.OpenOptions;
import org.dmatape.capture.recording.Recording;
import org.dmatape.capture.recording.RecordingException;
import org.dmatape.capture.tracedat.TraceDatRecording;
import org.dmatape.capture.tracedat.TraceDatSeeds;

/// Whole trace.dat files: once as they are, once for salvage.
final class TraceDatTarget implements FuzzTarget {

    /// On the thread of the test, so that what runs is the same each time.
    private static final OpenOptions WHOLE = new OpenOptions(false, 0);

    private final Scratch scratch = Scratch.create();

    @Override
    public boolean read(byte[] input) throws IOException {
        Path file = scratch.write("trace.dat", input);
        RecordingException refused = null;
        long events = 0;
        try {
            events = decode(file, WHOLE);
        } catch (RecordingException damaged) {
            refused = damaged;
        }
        decode(file, WHOLE.withSalvage());
        if (refused != null) {
            throw refused;
        }
        return events > 0;
    }

    private static long decode(Path file, OpenOptions options) {
        try (Recording recording = TraceDatRecording.open(file, options)) {
            return DiscardedImport.run(recording);
        }
    }

    @Override
    public List<byte[]> seeds() throws IOException {
        List<byte[]> seeds = new ArrayList<>(TraceDatSeeds.all());
        seeds.addAll(GeneratedSeeds.traceDats());
        return seeds;
    }
}
