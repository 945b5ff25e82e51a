// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.command;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.dmatape.analyze.database.NamedTape;
import org.dmatape.analyze.database.TapeDatabase;
import org.dmatape.cli.ExitCode;
import org.dmatape.cli.filter.FilterOptions;
import org.dmatape.cli.input.AnswerLimits;
import org.dmatape.cli.input.InputOptions;
import org.dmatape.cli.input.TapeInputs;
import org.dmatape.cli.output.ProgressLine;
import org.dmatape.cli.output.WholeFile;
import org.dmatape.cli.report.Report;
import org.dmatape.cli.report.ReportFormat;
import org.dmatape.cli.session.Session;
import org.dmatape.cli.session.UsageException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `dmatape report`.
@Command(
        name = "report",
        description = {
            "Write everything a tape says into one page: findings with their evidence, costs, requests, addresses.",
            "The page needs no network and no other file; as Markdown it fits into a bug report."
        },
        mixinStandardHelpOptions = true)
public final class ReportCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "TAPE|RECORDING", description = "A tape, or a recording to be imported on the fly.")
    private Path input;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where to write; standard output without it, unless that is a terminal.")
    private @Nullable Path output;

    @Option(names = "--overwrite", description = "Replace the file.")
    private boolean overwrite;

    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            description = "html or md (default: ${DEFAULT-VALUE}).")
    private ReportFormat format = ReportFormat.HTML;

    @Mixin
    private FilterOptions filters;

    @Mixin
    private InputOptions inputOptions;

    @Mixin
    private AnswerLimits limits;

    /// Prints to the session's data.
    public ReportCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        Path file = output;
        if (file == null && session.dataOnTerminal() && format == ReportFormat.HTML) {
            throw new UsageException("a page is nothing for a terminal: name a file with -o");
        }
        if (file != null && Files.exists(file) && !(overwrite && Files.isRegularFile(file))) {
            throw new UsageException(file + " exists: choose another name, or say --overwrite");
        }
        try (TapeInputs inputs = new TapeInputs(session, inputOptions)) {
            Report report = gather(inputs.open(input));
            if (file == null) {
                try (Writer out = session.dataText()) {
                    report.write(format, out);
                }
            } else {
                write(report, file);
            }
        }
        return ExitCode.DONE.number();
    }

    private Report gather(NamedTape tape) throws IOException {
        try (TapeDatabase database = limits.open(tape, session);
                ProgressLine progress = new ProgressLine(session, inputOptions.quiet(), "reporting " + tape.name())) {
            database.restrictTo(filters.scope(tape.tape()));
            return Report.of(database, tape.tape().manifest(), progress::show);
        }
    }

    private void write(Report report, Path file) throws IOException {
        Path absolute = file.toAbsolutePath();
        Path parent = absolute.getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw new UsageException("cannot write " + file + ": " + parent + " is not a folder; create it first");
        }
        WholeFile.writeText(file, out -> report.write(format, out));
        if (!inputOptions.quiet()) {
            session.messages().println("dmatape: wrote " + file);
        }
    }
}
