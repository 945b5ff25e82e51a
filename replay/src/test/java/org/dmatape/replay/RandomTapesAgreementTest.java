// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.dmatape.format.read.Tape;
import org.dmatape.replay.fixture.BothSidesTape;
import org.dmatape.replay.fixture.MemoryFolder;
import org.dmatape.replay.fixture.QueueTape;
import org.dmatape.replay.fixture.Verdicts;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// On tapes made up at random the model finds what the checks in SQL find, one by one. `-Ddmatape.agreement.queues=N`
/// and `-Ddmatape.agreement.bothsides=N` set how many tapes of each kind there are.
class RandomTapesAgreementTest {

    private static final int QUEUE_STEPS = 1_500;
    private static final int BOTH_SIDES_STEPS = 400;

    static LongStream queueSeeds() {
        return LongStream.range(0, Long.getLong("dmatape.agreement.queues", 6));
    }

    static LongStream bothSidesSeeds() {
        return LongStream.range(0, Long.getLong("dmatape.agreement.bothsides", 8));
    }

    /// Of every buffer in queues that are used rightly, wrongly and reset.
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("queueSeeds")
    void modelAndChecksAgreeOnQueues(long seed, @TempDir(factory = MemoryFolder.class) Path folder) {
        Tape tape = QueueTape.write(folder.resolve("random.tape"), seed, QUEUE_STEPS);

        assertThat(agreedFindings(tape, seed))
                .as("seed %d: something to agree on", seed)
                .anyMatch(line -> line.startsWith("premature-unmap"));
    }

    /// Of every access by devices that reach for everything at random.
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("bothSidesSeeds")
    void modelAndChecksAgreeOnBothSides(long seed, @TempDir(factory = MemoryFolder.class) Path folder) {
        Tape tape = BothSidesTape.write(folder.resolve("random.tape"), seed, BOTH_SIDES_STEPS);

        assertThat(agreedFindings(tape, seed))
                .as("seed %d: something to agree on", seed)
                .isNotEmpty();
    }

    private static List<String> agreedFindings(Tape tape, long seed) {
        assertThat(Verdicts.differences(tape)).as("seed %d", seed).isEmpty();
        return Verdicts.ofModel(tape);
    }
}
