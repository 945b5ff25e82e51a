// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.LongStream;
import org.dmatape.format.read.Tape;
import org.dmatape.replay.fixture.MemoryFolder;
import org.dmatape.replay.fixture.QueueTape;
import org.dmatape.replay.fixture.Verdicts;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// On tapes of queues that are used rightly, wrongly and reset, the model says of every buffer what the checks in SQL
/// say. `-Ddmatape.agreement.queues=N` sets how many tapes there are.
class QueueAgreementTest {

    private static final int STEPS = 1_500;

    static LongStream seeds() {
        return LongStream.range(0, Long.getLong("dmatape.agreement.queues", 6));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void modelAndChecksAgree(long seed, @TempDir(factory = MemoryFolder.class) Path folder) {
        Tape tape = QueueTape.write(folder.resolve("random.tape"), seed, STEPS);

        assertThat(Verdicts.differences(tape)).as("seed %d", seed).isEmpty();
        assertThat(Verdicts.ofModel(tape))
                .as("seed %d: something to agree on", seed)
                .anyMatch(line -> line.startsWith("premature-unmap"));
    }
}
