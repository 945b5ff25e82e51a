// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.dmatape.analyze.cost.CostReport;
import org.dmatape.analyze.database.NamedTape;
import org.dmatape.analyze.database.TapeDatabase;
import org.dmatape.cli.ExitCode;
import org.dmatape.cli.cost.CostOutput;
import org.dmatape.cli.cost.CostTable;
import org.dmatape.cli.filter.FilterOptions;
import org.dmatape.cli.input.AnswerLimits;
import org.dmatape.cli.input.InputOptions;
import org.dmatape.cli.input.TapeInputs;
import org.dmatape.cli.output.OutputFormat;
import org.dmatape.cli.session.Session;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `dmatape cost`.
@Command(
        name = "cost",
        description = {
            "Say what mapping costs: per operation, per request, and in the columns of the kernel's dma_map_benchmark.",
            "Durations come from entry and return probes; a recording without them has no cost to tell (exit code 4)."
        },
        footer = {"", "'dmatape queries show cost-operations' says what each column means."},
        mixinStandardHelpOptions = true)
public final class CostCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "TAPE|RECORDING", description = "A tape, or a recording to be imported on the fly.")
    private Path input;

    @Option(names = "--table", paramLabel = "TABLE", description = "Only operations, requests or benchmark.")
    private @Nullable CostTable table;

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
    public CostCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        Set<CostTable> tables = table == null ? EnumSet.allOf(CostTable.class) : EnumSet.of(table);
        try (TapeInputs inputs = new TapeInputs(session, inputOptions)) {
            NamedTape tape = inputs.open(input);
            try (TapeDatabase database = limits.open(tape, session)) {
                database.restrictTo(filters.scope(tape.tape()));
                CostOutput output = new CostOutput(CostReport.of(database), tables);
                output.write(filters.words(), format, session);
                return (output.isEmpty() ? ExitCode.INCONCLUSIVE : ExitCode.DONE).number();
            }
        }
    }
}
