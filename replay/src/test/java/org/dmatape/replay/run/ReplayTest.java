// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.dmatape.capture.importing.ImportProgress;
import org.dmatape.capture.importing.ImportRequest;
import org.dmatape.capture.importing.TapeImporter;
import org.dmatape.format.read.Tape;
import org.dmatape.replay.fixture.MemoryFolder;
import org.dmatape.replay.model.Divergence;
import org.dmatape.replay.model.ModelOptions;
import org.dmatape.replay.model.Severity;
import org.dmatape.samples.ShippedRecordings;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Replays of a real recording with planted bugs.
class ReplayTest {

    private static final String BUGGY_DEVICE = "0000:00:03.0";
    private static final int ROWS = 704;
    private static final ReplayOptions ALL = ReplayOptions.defaults();

    @TempDir(factory = MemoryFolder.class)
    private static Path folder;

    private static Tape tape;

    @BeforeAll
    static void importRecording() {
        Path path = folder.resolve("bugs.tape");
        TapeImporter.run(ImportRequest.of(ShippedRecordings.locate().traceDat("bugs-612"), path), ImportProgress.NONE);
        tape = Tape.open(path);
    }

    /// What a replay told.
    private static final class Heard implements ReplayListener {
        private final List<Divergence> divergences = new ArrayList<>();
        private final List<Step> steps = new ArrayList<>();
        private final List<StateSnapshot> states = new ArrayList<>();

        @Override
        public void diverged(Divergence divergence) {
            divergences.add(divergence);
        }

        @Override
        public void step(Step step) {
            steps.add(step);
        }

        @Override
        public void state(StateSnapshot snapshot) {
            states.add(snapshot);
        }
    }

    private final Heard heard = new Heard();

    private ReplaySummary replay(ReplayOptions options) {
        try (Replay replay = new Replay(tape, options, ModelOptions.defaults(), heard)) {
            while (replay.step()) {
                // told to `heard`
            }
            return replay.summary();
        }
    }

    @Test
    void aWholeReplayCountsEverything() {
        ReplaySummary summary = replay(ALL);

        assertThat(summary.rows()).isEqualTo(ROWS);
        assertThat(summary.complete()).isTrue();
        assertThat(summary.divergences(Severity.ERROR)).isEqualTo(20);
        assertThat(summary.divergences(Severity.WARNING)).isEqualTo(4);
        assertThat(heard.divergences).hasSize(27);
        assertThat(heard.steps).isEmpty();
    }

    @Test
    void twoReplaysEndInTheSameState() {
        assertThat(replay(ALL).digest()).isEqualTo(replay(ALL).digest());
    }

    @Test
    void aPartKnowsWhatWasMappedBeforeIt() {
        ReplaySummary whole = replay(ALL);
        List<Divergence> late = heard.divergences.stream()
                .filter(divergence -> divergence.eventId() >= 560)
                .toList();
        heard.divergences.clear();

        ReplaySummary summary = replay(ALL.withPart(ReplayedPart.ofEvents(560, Long.MAX_VALUE)));

        assertThat(heard.divergences)
                .filteredOn(divergence -> !divergence.events().isEmpty())
                .containsExactlyElementsOf(late);
        assertThat(summary.digest()).isEqualTo(whole.digest());
    }

    @Test
    void whatLiesBehindTheEndIsNotExecuted() {
        ReplaySummary summary =
                replay(ALL.withPart(ReplayedPart.ofEvents(0, 99)).withShown(ShownSteps.EACH));

        assertThat(summary.complete()).isFalse();
        assertThat(heard.steps).isNotEmpty().allMatch(step -> step.eventId() <= 99);
        assertThat(heard.divergences).isEmpty();
    }

    @Test
    void onlyTheKindsAskedForAreTold() {
        replay(ALL.withShown(ShownSteps.EACH.only(EnumSet.of(StepKind.QUEUE))));

        assertThat(heard.steps).hasSize(88).allMatch(step -> step.kind() == StepKind.QUEUE);
        assertThat(heard.divergences).hasSize(27);
    }

    @Test
    void aDeviceIsShownAloneAndEverythingExecuted() {
        ReplaySummary whole = replay(ALL);
        heard.divergences.clear();

        ReplaySummary summary = replay(ALL.withShown(ShownSteps.EACH.of(BUGGY_DEVICE)));

        assertThat(heard.divergences)
                .hasSize(25)
                .allMatch(divergence -> divergence.device().equals(Optional.of(BUGGY_DEVICE)));
        assertThat(heard.steps).allMatch(step -> step.device().equals(Optional.of(BUGGY_DEVICE)));
        assertThat(summary.digest()).isEqualTo(whole.digest());
    }

    @Test
    void theFirstErrorCanEndIt() {
        ReplaySummary summary = replay(ALL.stoppingOnDivergence());

        assertThat(summary.divergences(Severity.ERROR)).isEqualTo(1);
        assertThat(summary.complete()).isFalse();
        Divergence first = heard.divergences.getFirst();
        assertThat(first.held()).isNotEmpty();
        assertThat(first.recorded()).contains("event " + first.eventId());
    }

    @Test
    void theStateIsToldBeforeTheEventAskedFor() {
        replay(ALL.withStates(new ToldStates(List.of(582L), OptionalLong.of(18_709_200_000L))));

        assertThat(heard.states).extracting(StateSnapshot::reason).containsExactly("at", "break");
        StateSnapshot before = heard.states.getLast();
        assertThat(before.beforeEvent()).isGreaterThanOrEqualTo(582);
        assertThat(before.mappings()).anyMatch(mapping -> mapping.mapEvent() == 581);
    }

    @Test
    void aReplayInTimeTakesAsLongAsPlanned() {
        ReplaySummary summary = replay(ALL.withSpeed(new Speed(1_000)));

        assertThat(summary.plannedNs()).isPositive();
        assertThat(summary.wallNs()).isGreaterThanOrEqualTo(summary.plannedNs());
        assertThat(summary.drift().steps()).isPositive();
        assertThat(summary.drift().lastNs()).isLessThanOrEqualTo(summary.drift().maxNs());
    }
}
