// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.dmatape.analyze.database.DatabaseOptions;
import org.dmatape.analyze.database.DatabaseOptions.Access;
import org.dmatape.analyze.database.NamedTape;
import org.dmatape.analyze.database.TapeDatabase;
import org.dmatape.analyze.export.FileFormat;
import org.dmatape.analyze.export.PartitionKey;
import org.dmatape.analyze.export.TableExport;
import org.dmatape.analyze.perfetto.PerfettoExport;
import org.dmatape.cli.ExitCode;
import org.dmatape.cli.filter.FilterOptions;
import org.dmatape.cli.filter.TapeTime;
import org.dmatape.cli.input.AnswerLimits;
import org.dmatape.cli.input.InputOptions;
import org.dmatape.cli.input.TapeInputs;
import org.dmatape.cli.output.ProgressLine;
import org.dmatape.cli.output.WholeFile;
import org.dmatape.cli.session.Session;
import org.dmatape.cli.session.UsageException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `dmatape export`.
@Command(
        name = "export",
        description = "Write a tape as Parquet or CSV files, or as a trace for the Perfetto UI.",
        mixinStandardHelpOptions = true)
public final class ExportCommand implements Callable<Integer> {

    private static final String TAPE_SUFFIX = ".tape";

    private final Session session;

    /// What a tape becomes.
    public enum Target {
        /// A folder of Parquet files.
        PARQUET,
        /// A folder of CSV files.
        CSV,
        /// One file for the Perfetto UI.
        PERFETTO;

        /// The name the user types.
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Parameters(
            index = "0",
            paramLabel = "TAPE|RECORDING",
            description = "A tape, or a recording to be imported on the fly.")
    private Path input;

    @Option(names = "--to", required = true, paramLabel = "FORMAT", description = "parquet, csv or perfetto.")
    private Target target;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "PATH",
            description = "The folder for Parquet and CSV, which may hold other tapes already; the file for Perfetto.")
    private Path output;

    @Option(
            names = "--table",
            paramLabel = "NAME",
            description = "Only this table or view; may be repeated. Without it, every table, mapping and request.")
    private List<String> tables = new ArrayList<>();

    @Option(
            names = "--key",
            paramLabel = "NAME=VALUE",
            description = "Put the files into a partition NAME=VALUE, e.g. night=2026-11-22; may be repeated.")
    private Map<String, String> keys = new LinkedHashMap<>();

    @Option(names = "--device", paramLabel = "NAME", description = "In a Perfetto trace, only this device.")
    private @Nullable String device;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description =
                    "In a Perfetto trace, only from this time on: a ts_ns of the tape, or with a unit (20ms, 1.5s)"
                            + " counted from its first event.")
    private @Nullable TapeTime from;

    @Option(names = "--until", paramLabel = "TIME", description = "In a Perfetto trace, only up to this time.")
    private @Nullable TapeTime until;

    @Option(names = "--cpu", paramLabel = "N", description = "In a Perfetto trace, only what this CPU recorded.")
    private @Nullable Integer cpu;

    @Mixin
    private InputOptions inputOptions;

    @Mixin
    private AnswerLimits limits;

    /// Tells the session what was written.
    public ExportCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        checkArguments();
        DatabaseOptions options = limits.on(
                DatabaseOptions.defaults().withAccess(target == Target.PERFETTO ? Access.TAPE_ONLY : Access.FILES));
        try (TapeInputs inputs = new TapeInputs(session, inputOptions)) {
            NamedTape tape = inputs.open(input);
            try (TapeDatabase database = AnswerLimits.open(tape, options, session);
                    ProgressLine progress =
                            new ProgressLine(session, inputOptions.quiet(), "exporting " + tape.name())) {
                switch (target) {
                    case PARQUET -> writeTables(database, FileFormat.PARQUET, progress);
                    case CSV -> writeTables(database, FileFormat.CSV, progress);
                    case PERFETTO -> {
                        database.restrictTo(
                                FilterOptions.of(device, from, until, cpu).scope(tape.tape()));
                        writeTrace(database);
                    }
                }
            }
        }
        return ExitCode.DONE.number();
    }

    private void writeTables(TapeDatabase database, FileFormat format, ProgressLine progress) throws IOException {
        List<PartitionKey> partition = keys.entrySet().stream()
                .map(key -> new PartitionKey(key.getKey(), key.getValue()))
                .toList();
        new TableExport(database, output, partition, format, fileName())
                .write(tables.isEmpty() ? TableExport.tableNames() : tables, progress::show);
    }

    private void writeTrace(TapeDatabase database) throws IOException {
        WholeFile.write(output, out -> PerfettoExport.write(database, out));
    }

    private String fileName() {
        String name = input.toAbsolutePath().normalize().getFileName().toString();
        return name.endsWith(TAPE_SUFFIX) ? name.substring(0, name.length() - TAPE_SUFFIX.length()) : name;
    }

    private void checkArguments() {
        if (target == Target.PERFETTO) {
            if (!tables.isEmpty() || !keys.isEmpty()) {
                throw new UsageException("--table and --key are for parquet and csv; a Perfetto trace is one file");
            }
            if (Files.exists(output)) {
                throw new UsageException(output + " exists already; nothing was written");
            }
        } else if (!FilterOptions.of(device, from, until, cpu).isEmpty()) {
            throw new UsageException(
                    "--device, --from, --until and --cpu restrict a Perfetto trace; tables are exported whole. A part of one:"
                            + " dmatape query TAPE --allow-files --sql \"COPY (FROM dma_op WHERE device = device('NAME'))"
                            + " TO 'part.parquet'\"; a part of the time: dmatape cut");
        }
    }
}
