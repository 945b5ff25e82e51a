// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.bench.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.dmatape.bench.measure.MeasurementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TruthTest {

    private static final GroundTruth TRUTH =
            new GroundTruth(100, new TreeMap<>(Map.of("double-map", 3L, "shared-page", 1L, "leaked-map", 0L)));

    @TempDir
    private Path folder;

    @Test
    void readsWhatTheGeneratorSaysOfItsRecording() {
        GeneratedRecording recording = new Recordings(folder, 7).of(5_000);

        assertThat(recording.file()).isNotEmptyFile();
        assertThat(recording.truth().events()).isGreaterThanOrEqualTo(5_000);
        assertThat(recording.truth().findings()).containsEntry("double-map", 10L);
    }

    @Test
    void takesARecordingThatIsThereAlready() throws IOException {
        Recordings recordings = new Recordings(folder, 7);
        GeneratedRecording first = recordings.of(5_000);
        Files.writeString(first.file(), "untouched");

        assertThat(recordings.of(5_000)).isEqualTo(first);
        assertThat(first.file()).content().isEqualTo("untouched");
    }

    @Test
    void acceptsFindingsThatAreTheTruth() throws IOException {
        CheckReport report = report("""
                {"check": "double-map", "severity": "error", "status": "found", "count": 3},
                {"check": "shared-page", "severity": "info", "status": "found", "count": 1},
                {"check": "bypass", "severity": "info", "status": "found", "count": 2},
                {"check": "leaked-map", "severity": "warning", "status": "none", "count": 0}
                """);

        assertThatCode(() -> report.requireFindingsOf(TRUTH)).doesNotThrowAnyException();
    }

    @Test
    void refusesFindingsThatAreNot() throws IOException {
        CheckReport tooMany = report("""
                {"check": "double-map", "severity": "error", "status": "found", "count": 3},
                {"check": "shared-page", "severity": "info", "status": "found", "count": 1},
                {"check": "unmap-unmapped", "severity": "error", "status": "found", "count": 1}
                """);
        CheckReport tooFew = report("""
                {"check": "double-map", "severity": "error", "status": "not-evaluated", "count": 0},
                {"check": "shared-page", "severity": "info", "status": "found", "count": 1}
                """);

        assertThatExceptionOfType(MeasurementException.class)
                .isThrownBy(() -> tooMany.requireFindingsOf(TRUTH))
                .withMessageContaining("unmap-unmapped=1");
        assertThatExceptionOfType(MeasurementException.class)
                .isThrownBy(() -> tooFew.requireFindingsOf(TRUTH))
                .withMessageContaining("{shared-page=1}");
    }

    @Test
    void readsWhatBabeltrace2Counts() {
        String printed = """
                          10000 Event messages
                              1 Stream beginning message
                          10001 messages (TOTAL)
                """;

        assertThat(CtfTrace.counted(printed)).isEqualTo(10_000);
        assertThatExceptionOfType(MeasurementException.class).isThrownBy(() -> CtfTrace.counted("0 Event messages"));
    }

    @Test
    void refusesATapeThatLacksEvents() throws IOException {
        Files.writeString(folder.resolve("manifest.json"), """
                {"events": [{"system": "dma", "count": 60}, {"system": "vq", "count": 39}]}
                """);

        Tape tape = Tape.read(folder);

        assertThat(tape.events()).isEqualTo(99);
        assertThatExceptionOfType(MeasurementException.class)
                .isThrownBy(() -> tape.requireEventsOf(new GeneratedRecording(Path.of("x.dat"), TRUTH)))
                .withMessageContaining("read 99 events, the generator wrote 100");
    }

    private CheckReport report(String checks) throws IOException {
        Path file = folder.resolve("check.json");
        Files.writeString(file, "{\"checks\": [" + checks + "]}");
        return CheckReport.read(file);
    }
}
