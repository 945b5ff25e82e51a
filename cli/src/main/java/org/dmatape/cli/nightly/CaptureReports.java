// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.nightly;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.dmatape.analyze.AnalysisException;
import org.dmatape.analyze.database.DatabaseOptions;
import org.dmatape.analyze.database.NamedTape;
import org.dmatape.analyze.database.TapeDatabase;
import org.dmatape.analyze.lab.ingest.CaptureIdentity;
import org.dmatape.analyze.lab.judge.NightJudgement;
import org.dmatape.analyze.lab.judge.alert.Alert.FindingAlert;
import org.dmatape.analyze.lab.judge.alert.CaptureReference;
import org.dmatape.capture.importing.ImportRequest;
import org.dmatape.capture.importing.TapeImporter;
import org.dmatape.capture.recording.RecordingException;
import org.dmatape.cli.Version;
import org.dmatape.cli.input.TapeInputs;
import org.dmatape.cli.output.WholeFile;
import org.dmatape.cli.report.Report;
import org.dmatape.cli.report.ReportFormat;
import org.dmatape.format.TapeException;
import org.dmatape.format.folder.ScratchFolder;
import org.dmatape.format.read.Tape;

/// The reports of those captures of a night that have findings, one page each, called by the key of the capture. A
/// report that is there is left alone.
///
/// @param folder where they are, made when it is not there
/// @param inputs where each capture was taken from, by key
/// @param options of the databases that answer for them
/// @param notes told of reports that cannot be written, and why
record CaptureReports(Path folder, Map<String, Path> inputs, DatabaseOptions options, Consumer<String> notes) {

    /// Writes what is missing.
    void write(NightJudgement judgement) throws IOException {
        SequencedMap<String, String> names = new LinkedHashMap<>();
        Stream.concat(judgement.alerts().stream(), judgement.open().stream())
                .flatMap(alert -> alert instanceof FindingAlert finding
                        ? finding.captures().stream()
                        : Stream.<CaptureReference>of())
                .forEach(capture -> names.put(capture.captureId(), capture.capture()));
        Files.createDirectories(folder);
        for (Map.Entry<String, String> capture : names.entrySet()) {
            Path input = inputs.get(capture.getKey());
            if (!Files.exists(file(capture.getKey()))) {
                if (input == null || !Files.exists(input)) {
                    notes.accept("no report of " + capture.getValue() + ": its recording is gone");
                } else {
                    write(input, capture.getKey(), capture.getValue());
                }
            }
        }
    }

    /// Where the report of a capture is.
    Path file(String captureId) {
        return folder.resolve(captureId + ".html");
    }

    private void write(Path input, String captureId, String name) throws IOException {
        try (ScratchFolder work = ScratchFolder.create()) {
            Path file = work.path().resolve("report.tape");
            Tape tape = TapeInputs.isTape(input) ? Tape.open(input) : imported(input, file);
            if (CaptureIdentity.keyOf(tape.manifest())
                    .filter(key -> !key.equals(captureId))
                    .isPresent()) {
                notes.accept("no report of " + name + ": its recording has changed since it was taken in");
                return;
            }
            try (TapeDatabase database = TapeDatabase.open(new NamedTape(name, tape), options)) {
                Report report = Report.of(database, tape.manifest(), _ -> {});
                WholeFile.writeText(file(captureId), out -> report.write(ReportFormat.HTML, out));
            }
        } catch (RecordingException | TapeException | AnalysisException unreadable) {
            notes.accept("no report of " + name + ": " + unreadable.getMessage());
        }
    }

    private static Tape imported(Path input, Path tape) {
        int threads = Runtime.getRuntime().availableProcessors();
        String program = "dmatape " + Version.number();
        TapeImporter.run(ImportRequest.of(input, tape).withThreads(threads).withCreatedBy(program), (_, _) -> {});
        return Tape.open(tape);
    }
}
