// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.dmatape.capture.importing.ImportRequest;
import org.dmatape.capture.importing.ImportSummary;
import org.dmatape.capture.importing.InputNames;
import org.dmatape.capture.importing.TapeImporter;
import org.dmatape.capture.recording.RecordingException;
import org.dmatape.cli.ExitCode;
import org.dmatape.cli.Version;
import org.dmatape.cli.input.PipedInputs;
import org.dmatape.cli.input.TapeInputs;
import org.dmatape.cli.output.ProgressLine;
import org.dmatape.cli.output.TerminalText;
import org.dmatape.cli.session.Session;
import org.dmatape.cli.session.UsageException;
import org.dmatape.format.manifest.Manifest;
import org.dmatape.format.salvage.TapeSalvage;
import org.dmatape.format.write.TapeWriterOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `dmatape import`.
@Command(
        name = "import",
        description = {
            "Turn recordings of one machine into a tape.",
            "What a file is, is told by its content, not by its name. Several recordings make one tape, in one order of"
                    + " time. A folder is searched for recordings, at most one of each kind; what lies beside them"
                    + " (virtio-devices.txt, uname.txt) is read too."
        },
        footer = {"", "Example: dmatape import trace.dat qemu.log dmesg.txt -o night.tape"},
        mixinStandardHelpOptions = true)
public final class ImportCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(
            paramLabel = "FILE|FOLDER",
            arity = "1..*",
            description = "Recordings, or a folder with them; - is a recording on standard input.")
    private List<Path> inputs;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "X.tape",
            description = "The tape to make. It gets its name only when it is whole.")
    private Path tape;

    @Option(
            names = "--clock-offset",
            paramLabel = "FILE=NS",
            description = "Nanoseconds to add to the times of a recording, in place of what the order of events says.")
    private Map<String, Long> clockOffsetsNs = Map.of();

    @Option(
            names = "--salvage",
            description =
                    "Import the part of a damaged recording that is whole, and say what is missing. Given a tape that was"
                            + " not finished, make a whole one of it.")
    private boolean salvage;

    @Option(names = "--overwrite", description = "Replace the tape if it exists.")
    private boolean overwrite;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads that decompress and compress (default: one per processor).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = {"-q", "--quiet"},
            description = "No progress and no summary on standard error.")
    private boolean quiet;

    /// Tells the session how it goes.
    public ImportCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        if (threads < 1) {
            throw new UsageException("--threads " + threads + ": at least 1 is needed");
        }
        if (inputs.size() == 1 && TapeInputs.isTape(inputs.getFirst())) {
            return makeWhole(inputs.getFirst());
        }
        try (PipedInputs pipes = new PipedInputs(session)) {
            List<Path> files = new ArrayList<>();
            for (Path input : inputs) {
                files.add(pipes.file(input));
            }
            importFiles(files, pipes.names());
        }
        return ExitCode.DONE.number();
    }

    private void importFiles(List<Path> files, InputNames names) {
        try {
            importNamed(files, names);
        } catch (RecordingException unreadable) {
            throw names.in(unreadable);
        }
    }

    private void importNamed(List<Path> files, InputNames names) {
        ImportRequest request = ImportRequest.of(files, tape)
                .withClockOffsetsNs(ClockOffsets.of(clockOffsetsNs, files))
                .withSalvage(salvage)
                .withOverwrite(overwrite)
                .withThreads(threads)
                .withNames(names)
                .withCreatedBy("dmatape " + Version.number());
        ImportSummary summary;
        try (ProgressLine progress = new ProgressLine(session, quiet, "importing " + inputs.getFirst())) {
            summary = TapeImporter.run(request, progress::update);
        }
        summary.damage()
                .ifPresent(damage ->
                        session.messages().println("salvaged, not complete: " + TerminalText.visibleLines(damage)));
        if (!quiet) {
            ImportReport.lines(summary).forEach(session.messages()::println);
        }
    }

    /// Copies what is whole of a tape whose recorder died, or that was damaged.
    private int makeWhole(Path damaged) {
        if (!salvage) {
            throw new UsageException(
                    damaged + " is a tape already: 'dmatape check' and the others read it as it is; with"
                            + " --salvage what is whole of it is copied to " + tape);
        }
        TapeWriterOptions options =
                TapeWriterOptions.defaults().withOverwrite(overwrite).withCreatedBy("dmatape " + Version.number());
        Manifest manifest = TapeSalvage.salvage(damaged, tape, options);
        for (String note : manifest.notes()) {
            session.messages().println("salvaged, not complete: " + TerminalText.visibleLines(note));
        }
        return ExitCode.DONE.number();
    }
}
