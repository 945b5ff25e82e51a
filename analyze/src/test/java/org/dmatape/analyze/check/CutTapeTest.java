// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.dmatape.analyze.database.DatabaseOptions;
import org.dmatape.analyze.database.TapeDatabase;
import org.dmatape.analyze.fixture.GeneratedMachine;
import org.dmatape.analyze.fixture.ImportedRecording;
import org.dmatape.format.cut.TapeCut;
import org.dmatape.format.cut.TimeWindow;
import org.dmatape.format.read.Tape;
import org.dmatape.format.write.TapeWriterOptions;
import org.dmatape.queries.Severity;
import org.dmatape.samples.generate.IommuMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A part of a tape is a recording that began late and ended early: it may know less, and must not accuse anybody of
/// what the whole does not.
class CutTapeTest {

    private static final int CUTS = Integer.getInteger("dmatape.cut.windows", 2);
    private static final long SEED = Long.getLong("dmatape.cut.seed", 20261122);

    private static final Set<String> OF_ACCESSES = Set.of("unmapped-access", "access-direction");

    @TempDir
    private Path folder;

    /// Without an IOMMU memory may be mapped twice at one address, and which of the two an unmap ended can depend on a
    /// map in front of the window: there a part can accuse wrongly (docs/concepts/verdicts.md).
    @ParameterizedTest
    @EnumSource(
            value = IommuMode.class,
            names = {"STRICT", "LAZY"})
    void accusesNobodyTheWholeDoesNot(IommuMode mode) throws IOException {
        GeneratedMachine machine = GeneratedMachine.bothSides(SEED + mode.ordinal(), 1500, mode, _ -> true, folder);
        List<Finding> ofWhole;
        try (TapeDatabase whole = machine.open()) {
            ofWhole = errors(whole);
        }
        Tape tape = Tape.open(folder.resolve("generated.tape"));
        Random random = new Random(SEED);
        for (int i = 0; i < CUTS; i++) {
            TimeWindow window = window(tape, random);
            try (TapeDatabase cut = cut(tape, window)) {
                assertThat(errors(cut))
                        .as("seed %d, %s, %s", SEED, mode, window)
                        .allMatch(error -> ofWhole.stream().anyMatch(known -> isPartOf(error, known)));
            }
        }
    }

    @Test
    void findsInTheWindowWhatTheWholeFinds() {
        List<Finding> ofWhole;
        try (TapeDatabase whole = ImportedRecording.open("bugs-612", folder)) {
            ofWhole = errors(whole);
        }
        Tape tape = Tape.open(folder.resolve("bugs-612.tape"));

        try (TapeDatabase cut = cut(tape, new TimeWindow(19_700_000_000L, 19_759_000_000L))) {
            assertThat(errors(cut))
                    .filteredOn(error -> error.check().equals("unmap-unmapped"))
                    .isNotEmpty()
                    .isEqualTo(ofWhole.stream()
                            .filter(error -> error.kind().equals(Optional.of("double-unmap")))
                            .toList());
        }
    }

    /// A run of accesses that the window cuts is shorter. Where its mapping lies in front of the window, the access is
    /// wrong still, by another name.
    private static boolean isPartOf(Finding part, Finding whole) {
        boolean sameSubject = part.check().equals(whole.check())
                || (OF_ACCESSES.contains(part.check()) && OF_ACCESSES.contains(whole.check()));
        return sameSubject
                && part.device().equals(whole.device())
                && Collections.max(part.events()) >= Collections.min(whole.events())
                && Collections.max(part.events()) <= Collections.max(whole.events());
    }

    private static TimeWindow window(Tape tape, Random random) {
        long firstNs = Long.parseLong(tape.manifest().host().get("first_ts_ns"));
        long lastNs = Long.parseLong(tape.manifest().host().get("last_ts_ns"));
        long oneNs = random.nextLong(firstNs, lastNs);
        long otherNs = random.nextLong(firstNs, lastNs);
        return new TimeWindow(Math.min(oneNs, otherNs), Math.max(oneNs, otherNs));
    }

    private TapeDatabase cut(Tape tape, TimeWindow window) {
        Path path = folder.resolve("cut.tape");
        TapeCut.cut(tape, "whole", window, path, TapeWriterOptions.defaults().withOverwrite(true));
        return TapeDatabase.open(Tape.open(path), DatabaseOptions.defaults());
    }

    private static List<Finding> errors(TapeDatabase database) {
        return CheckRunner.run(database, CheckOptions.defaults()).findings().stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .toList();
    }
}
