// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.bench.kernel;

import org.dmatape.format.read.Tape;
import org.dmatape.replay.model.ModelOptions;
import org.dmatape.replay.run.Replay;
import org.dmatape.replay.run.ReplayListener;
import org.dmatape.replay.run.ReplayOptions;
import org.dmatape.replay.run.ReplaySummary;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/// Executing a tape against the model of DMA API, IOMMU and virtqueues, reading it included.
public class ReplayBenchmark extends RecordingBenchmark {

    private static final ReplayListener NOBODY = divergence -> {};

    /// Makes the tape.
    @Setup
    public void importBoth() {
        inputs().importBoth();
    }

    /// Executes it.
    @Benchmark
    public ReplaySummary replay(RowCounter counter) {
        Tape tape = inputs().tape();
        try (Replay replay = new Replay(tape, ReplayOptions.defaults(), ModelOptions.defaults(), NOBODY)) {
            boolean goesOn = true;
            while (goesOn) {
                goesOn = replay.step();
            }
            counter.rows += replay.rows();
            return replay.summary();
        }
    }
}
