// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.dmatape.analyze.compare.Comparison;
import org.dmatape.analyze.compare.ComparisonOptions;
import org.dmatape.analyze.compare.Run;
import org.dmatape.analyze.database.NamedTape;
import org.dmatape.analyze.database.TapeDatabase;
import org.dmatape.cli.ExitCode;
import org.dmatape.cli.check.FailOn;
import org.dmatape.cli.diff.DiffFormat;
import org.dmatape.cli.diff.DiffOutput;
import org.dmatape.cli.filter.FilterOptions;
import org.dmatape.cli.input.AnswerLimits;
import org.dmatape.cli.input.InputOptions;
import org.dmatape.cli.input.TapeInputs;
import org.dmatape.cli.output.ProgressLine;
import org.dmatape.cli.session.Session;
import org.dmatape.cli.session.UsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `dmatape diff`.
@Command(
        name = "diff",
        description = {
            "Say what changed between two recordings: where they were made, what was found, what mapping costs.",
            "Ends with 1 when something got worse: a cost by at least the threshold and surely, or a new finding."
        },
        footer = {
            "",
            "Several recordings a side: dmatape diff A1 A2 A3 --with B1 --with B2 --with B3",
            "docs/concepts/comparison.md says how sure 'surely' is."
        },
        mixinStandardHelpOptions = true)
public final class DiffCommand implements Callable<Integer> {

    private static final double MAX_THRESHOLD_PERCENT = 10_000;

    private final Session session;

    @Parameters(
            arity = "1..*",
            paramLabel = "TAPE|RECORDING",
            description = "Two tapes or recordings, A and B; with --with, those of side A.")
    private List<Path> inputs;

    @Option(names = "--with", paramLabel = "TAPE|RECORDING", description = "One of side B; may be repeated.")
    private List<Path> others = new ArrayList<>();

    @Option(
            names = "--threshold",
            paramLabel = "PERCENT",
            description = "Smallest change of a cost that counts (default: ${DEFAULT-VALUE}).")
    private double thresholdPercent = 5;

    @Option(
            names = "--confidence",
            paramLabel = "PERCENT",
            description = "How sure a change must be (default: ${DEFAULT-VALUE}).")
    private double confidencePercent = 99;

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            description = "info, warning, error or never: from where on a finding that appeared is a regression"
                    + " (default: ${DEFAULT-VALUE}).")
    private FailOn failOn = FailOn.ERROR;

    @Option(
            names = "--findings-only",
            description =
                    "Do not compare what mapping costs: pass where no kind of finding appeared, fail where one did.")
    private boolean findingsOnly;

    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            description = "table, json, md or junit (default: ${DEFAULT-VALUE}).")
    private DiffFormat format = DiffFormat.TABLE;

    @Mixin
    private FilterOptions filters;

    @Mixin
    private InputOptions inputOptions;

    @Mixin
    private AnswerLimits limits;

    /// Prints to the session's data.
    public DiffCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        ComparisonOptions options = options();
        List<Path> before = others.isEmpty() ? firstOfTwo() : inputs;
        List<Path> after = others.isEmpty() ? List.of(inputs.getLast()) : others;
        try (TapeInputs tapes = new TapeInputs(session, inputOptions)) {
            Comparison comparison = Comparison.of(runs(before, tapes), runs(after, tapes), options);
            write(comparison);
            return exitCode(comparison).number();
        }
    }

    private List<Path> firstOfTwo() {
        if (inputs.size() != 2) {
            throw new UsageException("diff compares two tapes and got " + inputs.size()
                    + "; name those of side B with --with when there are several");
        }
        return List.of(inputs.getFirst());
    }

    private ComparisonOptions options() {
        if (!(thresholdPercent >= 0 && thresholdPercent <= MAX_THRESHOLD_PERCENT)) {
            throw new UsageException("--threshold " + thresholdPercent + ": expected a percentage, 0 or more");
        }
        if (!(confidencePercent > 0 && confidencePercent < 100)) {
            throw new UsageException("--confidence " + confidencePercent + ": expected a percentage between 0 and 100");
        }
        ComparisonOptions defaults = ComparisonOptions.defaults();
        return (findingsOnly ? defaults.withFindingsOnly() : defaults)
                .withThreshold(thresholdPercent / 100)
                .withConfidence(confidencePercent / 100)
                .withFailOn(failOn == FailOn.NEVER ? Optional.empty() : Optional.of(failOn.severity()));
    }

    private List<Run> runs(List<Path> paths, TapeInputs tapes) throws IOException {
        List<Run> runs = new ArrayList<>();
        for (Path path : paths) {
            runs.add(run(tapes.open(path)));
        }
        return runs;
    }

    private Run run(NamedTape tape) throws IOException {
        try (TapeDatabase database = limits.open(tape, session);
                ProgressLine progress = new ProgressLine(session, inputOptions.quiet(), "reading " + tape.name())) {
            progress.show("");
            database.restrictTo(filters.scope(tape.tape()));
            return Run.of(database, tape.tape().manifest());
        }
    }

    /// The verdict stands also when nobody reads the comparison to its end.
    private void write(Comparison comparison) throws IOException {
        try {
            DiffOutput.write(comparison, format, session);
        } catch (IOException failure) {
            if (!Session.isReaderGone(failure)) {
                throw failure;
            }
        }
    }

    private static ExitCode exitCode(Comparison comparison) {
        return switch (comparison.outcome()) {
            case PASSED -> ExitCode.DONE;
            case REGRESSED -> ExitCode.FINDINGS;
            case INCONCLUSIVE -> ExitCode.INCONCLUSIVE;
        };
    }
}
