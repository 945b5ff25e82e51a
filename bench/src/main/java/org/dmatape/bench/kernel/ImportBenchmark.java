// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.bench.kernel;

import org.dmatape.format.manifest.Manifest;
import org.openjdk.jmh.annotations.Benchmark;

/// A whole import of both sides: decoding, correlating, aligning the clocks, writing the tape, on all threads of an
/// import. What it takes beyond that from the command line is the start and the compilers.
public class ImportBenchmark extends RecordingBenchmark {

    /// Imports it.
    @Benchmark
    public Manifest importBoth(EventCounter counter) {
        KernelInputs both = inputs();
        counter.events += both.events(RecordingSide.TRACE_DAT) + both.events(RecordingSide.QEMU_LOG);
        return both.importBoth();
    }
}
