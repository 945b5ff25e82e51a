// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.bench.kernel;

import java.io.IOException;
import java.util.Optional;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/// A kernel that needs a recording.
public abstract class RecordingBenchmark extends KernelBenchmark {

    private Optional<KernelInputs> inputs = Optional.empty();

    /// Generates the recording.
    @Setup
    public void generate() throws IOException {
        inputs = Optional.of(KernelInputs.make());
    }

    /// Deletes it, and what was made of it.
    @TearDown
    public void discard() {
        inputs.ifPresent(KernelInputs::close);
    }

    KernelInputs inputs() {
        return inputs.orElseThrow();
    }
}
