// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.dmatape.analyze.check.CheckOptions;
import org.dmatape.analyze.check.CheckReport;
import org.dmatape.analyze.check.CheckRunner;
import org.dmatape.analyze.check.Verdict;
import org.dmatape.analyze.database.NamedTape;
import org.dmatape.analyze.database.TapeDatabase;
import org.dmatape.cli.ExitCode;
import org.dmatape.cli.check.CheckOutput;
import org.dmatape.cli.check.FailOn;
import org.dmatape.cli.filter.FilterOptions;
import org.dmatape.cli.input.AnswerLimits;
import org.dmatape.cli.input.InputOptions;
import org.dmatape.cli.input.TapeInputs;
import org.dmatape.cli.output.OutputFormat;
import org.dmatape.cli.output.ProgressLine;
import org.dmatape.cli.session.Session;
import org.dmatape.cli.session.UsageException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `dmatape check`.
@Command(
        name = "check",
        description = {
            "Look for every mistake dmatape knows, and say what could not be looked for and why.",
            "Ends with 0 when nothing was found, 1 when something was, 4 when the evidence is missing or was lost."
        },
        footer = {
            "",
            "A check that lacks its evidence is reported as not evaluated, never as clean.",
            "'dmatape queries --kind check' lists the checks; 'dmatape queries show NAME' says what one means."
        },
        mixinStandardHelpOptions = true)
public final class CheckCommand implements Callable<Integer> {

    /// The parameter of leaked-map that --older sets.
    private static final String OLDER = "older";

    private final Session session;

    @Parameters(
            arity = "1..*",
            paramLabel = "TAPE|RECORDING",
            description = "Tapes, or recordings to be imported on the fly.")
    private List<Path> inputs;

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            description = "info, warning, error or never: from where on a finding makes the exit code 1"
                    + " (default: ${DEFAULT-VALUE}).")
    private FailOn failOn = FailOn.ERROR;

    @Option(names = "--check", paramLabel = "NAME", description = "Only this check; may be repeated.")
    private List<String> checks = new ArrayList<>();

    @Option(
            names = "--older",
            paramLabel = "N",
            description = "Report as leaked only what the device has since mapped and unmapped N other buffers"
                    + " (default: 8).")
    private @Nullable Integer older;

    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            description = "table, json, jsonl, csv or arrow (default: ${DEFAULT-VALUE}).")
    private OutputFormat format = OutputFormat.TABLE;

    @Mixin
    private FilterOptions filters;

    @Mixin
    private InputOptions inputOptions;

    @Mixin
    private AnswerLimits limits;

    /// Prints to the session's data.
    public CheckCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        if (older != null && older < 1) {
            throw new UsageException("--older " + older + ": expected a number of buffers, 1 or more");
        }
        List<CheckReport> reports = new ArrayList<>();
        try (TapeInputs tapes = new TapeInputs(session, inputOptions)) {
            for (Path input : inputs) {
                reports.add(check(tapes.open(input)));
            }
        }
        write(reports);
        return exitCode(reports).number();
    }

    /// The verdict stands also when nobody reads the report to its end.
    private void write(List<CheckReport> reports) throws IOException {
        try {
            CheckOutput.write(reports, filters.words(), format, session);
        } catch (IOException failure) {
            if (!Session.isReaderGone(failure)) {
                throw failure;
            }
        }
    }

    private CheckReport check(NamedTape tape) throws IOException {
        try (TapeDatabase database = limits.open(tape, session);
                ProgressLine progress = new ProgressLine(session, inputOptions.quiet(), "checking " + tape.name())) {
            database.restrictTo(filters.scope(tape.tape()));
            return CheckRunner.run(
                    database,
                    options(),
                    (check, done, total) -> progress.show(check + " (" + (done + 1) + " of " + total + ")"));
        }
    }

    private CheckOptions options() {
        Map<String, String> arguments = new HashMap<>();
        if (older != null) {
            arguments.put(OLDER, older.toString());
        }
        return CheckOptions.defaults()
                .withChecks(checks)
                .withFailOn(failOn.severity())
                .withArguments(arguments);
    }

    /// The worst of all tapes: a finding outweighs missing evidence.
    private ExitCode exitCode(List<CheckReport> reports) {
        List<Verdict> verdicts = reports.stream().map(CheckReport::verdict).toList();
        if (failOn == FailOn.NEVER) {
            return ExitCode.DONE;
        }
        if (verdicts.contains(Verdict.FINDINGS)) {
            return ExitCode.FINDINGS;
        }
        return verdicts.contains(Verdict.INCONCLUSIVE) ? ExitCode.INCONCLUSIVE : ExitCode.DONE;
    }
}
