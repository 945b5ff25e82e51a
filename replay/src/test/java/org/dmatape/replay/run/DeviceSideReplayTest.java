// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dmatape.capture.importing.ImportProgress;
import org.dmatape.capture.importing.ImportRequest;
import org.dmatape.capture.importing.TapeImporter;
import org.dmatape.format.read.Tape;
import org.dmatape.replay.fixture.MemoryFolder;
import org.dmatape.replay.model.Divergence;
import org.dmatape.replay.model.ModelOptions;
import org.dmatape.replay.model.Rule;
import org.dmatape.samples.ShippedRecordings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a replay tells of a device that was recorded from both sides, and when.
class DeviceSideReplayTest {

    /// A divergence, and the time on the tape at which it was told.
    private record Told(Divergence divergence, long atNs) {}

    @Test
    void wrongAccessesAndFaultsAreToldSoonAfterTheyHappened(@TempDir(factory = MemoryFolder.class) Path folder) {
        List<Told> afterUnmap = told(folder).stream()
                .filter(told -> told.divergence().rule() == Rule.IOMMU_FAULT
                        || told.divergence().kind().equals(Optional.of("after-unmap")))
                .toList();

        assertThat(afterUnmap)
                .extracting(told -> told.divergence().rule())
                .contains(Rule.IOMMU_FAULT, Rule.UNMAPPED_ACCESS);
        assertThat(afterUnmap)
                .allSatisfy(told -> assertThat(told.atNs())
                        .isLessThan(told.divergence().tsNs().orElseThrow() + 1_000_000_000));
    }

    @Test
    void theHistoryOfAnAddressEndsBeforeTheDivergence(@TempDir(factory = MemoryFolder.class) Path folder) {
        List<Told> all = told(folder);

        assertThat(all)
                .anySatisfy(told -> assertThat(told.divergence().history()).isNotEmpty());
        assertThat(all)
                .allSatisfy(told -> assertThat(told.divergence().history())
                        .noneMatch(past ->
                                past.endsWith("event " + told.divergence().eventId())));
    }

    private static List<Told> told(Path folder) {
        Path path = folder.resolve("both.tape");
        TapeImporter.run(ImportRequest.of(ShippedRecordings.locate().folder("bugs-612"), path), ImportProgress.NONE);
        List<Told> told = new ArrayList<>();
        long[] nowNs = new long[1];
        ReplayListener listener = new ReplayListener() {
            @Override
            public void diverged(Divergence divergence) {
                told.add(new Told(divergence, nowNs[0]));
            }

            @Override
            public void step(Step step) {
                nowNs[0] = step.tsNs();
            }
        };
        try (Replay replay = new Replay(
                Tape.open(path),
                ReplayOptions.defaults().withShown(ShownSteps.EACH),
                ModelOptions.defaults(),
                listener)) {
            while (replay.step()) {
                // told to the listener
            }
        }
        return told;
    }
}
