// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.LongStream;
import org.dmatape.format.read.Tape;
import org.dmatape.replay.fixture.BothSidesTape;
import org.dmatape.replay.fixture.MemoryFolder;
import org.dmatape.replay.fixture.Verdicts;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// On tapes on which devices reach for everything at random, the model says of every access what the checks in SQL say.
/// `-Ddmatape.agreement.bothsides=N` sets how many tapes there are.
class BothSidesAgreementTest {

    private static final int STEPS = 400;

    static LongStream seeds() {
        return LongStream.range(0, Long.getLong("dmatape.agreement.bothsides", 8));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void modelAndChecksAgree(long seed, @TempDir(factory = MemoryFolder.class) Path folder) {
        Tape tape = BothSidesTape.write(folder.resolve("random.tape"), seed, STEPS);

        assertThat(Verdicts.differences(tape)).as("seed %d", seed).isEmpty();
        assertThat(Verdicts.ofModel(tape))
                .as("seed %d: something to agree on", seed)
                .isNotEmpty();
    }
}
