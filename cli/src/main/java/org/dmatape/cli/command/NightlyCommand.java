// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.dmatape.analyze.database.DatabaseOptions;
import org.dmatape.analyze.lab.ingest.Ingest;
import org.dmatape.analyze.lab.ingest.IngestOptions;
import org.dmatape.analyze.lab.ingest.IngestReport;
import org.dmatape.analyze.lab.ingest.PlaceRules;
import org.dmatape.analyze.lab.store.LabStore;
import org.dmatape.analyze.lab.store.StoreLayout;
import org.dmatape.cli.ExitCode;
import org.dmatape.cli.Version;
import org.dmatape.cli.lab.ByteSize;
import org.dmatape.cli.lab.ConfigurationFile;
import org.dmatape.cli.lab.IngestMessages;
import org.dmatape.cli.lab.LabConfiguration;
import org.dmatape.cli.lab.RecordingReader;
import org.dmatape.cli.session.ProgressLine;
import org.dmatape.cli.session.Session;
import org.dmatape.cli.session.UsageException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `dmatape nightly`.
@Command(
        name = "nightly",
        description = {
            "Take a night's recordings into a lab store.",
            "Finds recordings and tapes below FOLDER that the store does not have yet, by their content, imports"
                    + " several at a time, checks and measures them and keeps the result. What was taken in before is left"
                    + " alone, so the same folder can be given every night. A run that was interrupted is continued by the"
                    + " next."
        },
        footer = {
            "",
            "Ends with 0 when all is well, 1 when something was found or could not be read, 3 when nothing could be"
                    + " read,",
            "4 when what was recorded does not suffice for a verdict.",
            "Example: dmatape nightly /srv/recordings --store /srv/lab"
        },
        mixinStandardHelpOptions = true)
public final class NightlyCommand implements Callable<Integer> {

    private static final long BYTES_PER_JOB = 1L << 30;

    private final Session session;

    @Parameters(paramLabel = "FOLDER", description = "Where the recordings are.")
    private Path folder;

    @Option(
            names = "--store",
            required = true,
            paramLabel = "STORE",
            description = "The lab store; it is made when it does not exist.")
    private Path store;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The lab's configuration: scenarios by path, thresholds, what fails a night.")
    private @Nullable Path config;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description = "Captures to work on at once (default: as memory allows).")
    private @Nullable Integer jobs;

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            description = "What their databases may take together, e.g. 4G; what does not fit goes to the store's disk"
                    + " (default: 60 %% of the machine's memory, at most 6G).")
    private ByteSize memory = new ByteSize(DatabaseOptions.defaults().memoryLimitBytes());

    @Option(
            names = "--night",
            paramLabel = "DATE",
            description = "The night the new recordings belong to (default: the date in their path, or else that of the"
                    + " file).")
    private @Nullable LocalDate night;

    @Option(
            names = "--retry",
            description = "Try captures again that could not be read, although they have not changed.")
    private boolean retry;

    @Option(
            names = {"-q", "--quiet"},
            description = "No progress and no summary on standard error.")
    private boolean quiet;

    /// Tells the session how it goes.
    public NightlyCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new UsageException(folder + " is not a folder");
        }
        LabConfiguration lab = config == null ? LabConfiguration.defaults() : ConfigurationFile.read(config);
        IngestOptions options = options(lab);
        IngestMessages messages = new IngestMessages(session, quiet);
        try (LabStore opened = LabStore.openForWriting(new StoreLayout(store), options.program())) {
            opened.died().ifPresent(messages::tookOver);
            IngestReport report;
            try (ProgressLine progress = new ProgressLine(session, quiet, "taking in")) {
                report = new Ingest(
                                opened,
                                new RecordingReader(store, options.program()),
                                options,
                                (name, done, total) -> progress.show(done + " of " + total + "  " + name))
                        .run(folder);
            }
            messages.tell(report);
            return exitCode(report).number();
        }
    }

    private IngestOptions options(LabConfiguration lab) {
        int processors = Runtime.getRuntime().availableProcessors();
        long most = memory.bytes() / IngestOptions.LEAST_BYTES_PER_JOB;
        if (most < 1 || (jobs != null && (jobs < 1 || jobs > most))) {
            throw new UsageException("--jobs and --memory: each job needs " + (IngestOptions.LEAST_BYTES_PER_JOB >> 20)
                    + "M, and there must be at least one");
        }
        long suggested = Math.clamp(memory.bytes() / BYTES_PER_JOB, 1, processors);
        return new IngestOptions(
                jobs == null ? (int) suggested : jobs,
                memory.bytes(),
                processors,
                retry,
                new PlaceRules(lab.scenarios(), Optional.ofNullable(night), lab.zone()),
                lab.ignoredFacts(),
                "dmatape " + Version.number());
    }

    private static ExitCode exitCode(IngestReport report) {
        boolean nothing = report.taken().isEmpty() && report.known().isEmpty();
        boolean failed = !report.broken().isEmpty() || !report.postponed().isEmpty();
        if (nothing && (failed || !report.stillBroken().isEmpty())) {
            return ExitCode.UNREADABLE;
        }
        boolean found =
                report.taken().stream().anyMatch(capture -> capture.verdict().equals("findings"));
        if (found || failed) {
            return ExitCode.FINDINGS;
        }
        boolean inconclusive =
                report.taken().stream().anyMatch(capture -> capture.verdict().equals("inconclusive"));
        return inconclusive ? ExitCode.INCONCLUSIVE : ExitCode.DONE;
    }
}
