// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.dmatape.format.read.Tape;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.replay.fixture.CombinedTape;
import org.dmatape.replay.fixture.FolderTree;
import org.dmatape.replay.fixture.GeneratedRecording;
import org.dmatape.replay.fixture.MemoryFolder;
import org.dmatape.replay.fixture.Verdicts;
import org.dmatape.samples.generate.GeneratorOptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// On generated recordings of every kernel, IOMMU mode, bug, legal oddity and loss, the model finds what the checks in
/// SQL find, one by one. Each test takes many recordings at once and prints their seeds.
///
/// `-Ddmatape.agreement.recordings=N` sets how many there are, `-Ddmatape.agreement.seed=S` the first seed. A
/// disagreement names the recording by the number before the slash in the device's name, counted from the first seed of
/// its test; those with and those without losses are counted apart.
class GeneratedRecordingsAgreementTest {

    private static final int RECORDINGS = Integer.getInteger("dmatape.agreement.recordings", 400);
    private static final long FIRST_SEED = Long.getLong("dmatape.agreement.seed", 1);
    /// Together they have fewer unmaps than the model lets wait for an invalidation (65,536): side by side on one
    /// tape they would wait for those of a later recording.
    private static final int RECORDINGS_PER_TAPE = 100;
    private static final int EVENTS = 300;

    static LongStream firstSeeds() {
        return LongStream.iterate(
                FIRST_SEED, seed -> seed < FIRST_SEED + RECORDINGS, seed -> seed + RECORDINGS_PER_TAPE);
    }

    @ParameterizedTest(name = "seeds from {0}")
    @MethodSource("firstSeeds")
    void modelAndChecksAgree(long firstSeed, @TempDir(factory = MemoryFolder.class) Path folder) {
        long endSeed = Math.min(firstSeed + RECORDINGS_PER_TAPE, FIRST_SEED + RECORDINGS);
        System.out.printf("agreement on seeds %d to %d%n", firstSeed, endSeed - 1);

        List<Tape> tapes = LongStream.range(firstSeed, endSeed)
                .parallel()
                .mapToObj(seed -> recording(seed, folder))
                .toList();
        Map<Boolean, List<Tape>> byLoss =
                tapes.stream().collect(Collectors.partitioningBy(tape -> tape.rowCount(TapeTable.LOSS) > 0));
        byLoss.forEach((lossy, some) -> {
            Tape combined = CombinedTape.write(folder.resolve("combined-" + lossy + ".tape"), some);
            some.forEach(tape -> FolderTree.delete(tape.folder()));

            assertThat(Verdicts.differences(combined))
                    .as("seeds %d to %d, lossy: %s", firstSeed, endSeed - 1, lossy)
                    .isEmpty();
        });
    }

    /// Of a recording that was limited to some threads or CPUs, neither says what only the missing part could tell.
    @ParameterizedTest
    @EnumSource(value = CombinedTape.Part.class, mode = EnumSource.Mode.EXCLUDE, names = "ALL")
    void modelAndChecksAgreeOnParts(CombinedTape.Part part, @TempDir(factory = MemoryFolder.class) Path folder) {
        long endSeed = FIRST_SEED + Math.clamp(RECORDINGS / 8, 1, RECORDINGS_PER_TAPE);
        System.out.printf("agreement on a part of seeds %d to %d%n", FIRST_SEED, endSeed - 1);
        List<Tape> tapes = LongStream.range(FIRST_SEED, endSeed)
                .parallel()
                .mapToObj(seed -> recording(seed, folder))
                .toList();

        Tape combined = CombinedTape.write(folder.resolve("combined.tape"), tapes, part);

        assertThat(Verdicts.differences(combined))
                .as("seeds %d to %d", FIRST_SEED, endSeed - 1)
                .isEmpty();
    }

    /// A small tape says little about what comes late: a few longer recordings, each by itself.
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("longSeeds")
    void modelAndChecksAgreeOnLongRecordings(long seed, @TempDir(factory = MemoryFolder.class) Path folder) {
        System.out.printf("agreement on seed %d, long%n", seed);

        Tape tape = GeneratedRecording.tape(options(seed, 20_000, folder), folder);

        assertThat(Verdicts.differences(tape)).as("seed %d", seed).isEmpty();
    }

    static LongStream longSeeds() {
        return LongStream.range(FIRST_SEED, FIRST_SEED + Math.max(1, RECORDINGS / 100));
    }

    /// One of three is recorded from the device's side, too.
    private static GeneratorOptions options(long seed, long events, Path folder) {
        GeneratorOptions driver = GeneratedRecording.options(seed, events);
        return seed % 3 == 0 ? GeneratedRecording.bothSides(driver, folder) : driver;
    }

    private static Tape recording(long seed, Path parent) {
        try {
            Path folder = Files.createDirectory(parent.resolve(Long.toString(seed)));
            return GeneratedRecording.tape(options(seed, EVENTS, folder), folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
