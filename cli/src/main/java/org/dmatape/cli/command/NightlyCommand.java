// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.dmatape.analyze.database.DatabaseOptions;
import org.dmatape.analyze.lab.ingest.Ingest;
import org.dmatape.analyze.lab.ingest.IngestOptions;
import org.dmatape.analyze.lab.ingest.IngestReport;
import org.dmatape.analyze.lab.ingest.PlaceRules;
import org.dmatape.analyze.lab.judge.LabHistory;
import org.dmatape.analyze.lab.judge.NightJudge;
import org.dmatape.analyze.lab.judge.NightJudgement;
import org.dmatape.analyze.lab.store.Baselines;
import org.dmatape.analyze.lab.store.LabStore;
import org.dmatape.analyze.lab.store.StoreLayout;
import org.dmatape.cli.ExitCode;
import org.dmatape.cli.Version;
import org.dmatape.cli.lab.ConfigurationFile;
import org.dmatape.cli.lab.IngestMessages;
import org.dmatape.cli.lab.LabConfiguration;
import org.dmatape.cli.lab.RecordingReader;
import org.dmatape.cli.nightly.JudgementOptions;
import org.dmatape.cli.output.ProgressLine;
import org.dmatape.cli.record.Quantity;
import org.dmatape.cli.session.Session;
import org.dmatape.cli.session.UsageException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `dmatape nightly`.
@Command(
        name = "nightly",
        description = {
            "Take a night's recordings into a lab store, and say what broke and what got slower.",
            "Finds recordings and tapes below FOLDER that the store does not have yet, by their content, imports"
                    + " several at a time, checks and measures them and keeps the result. What was taken in before is left"
                    + " alone, so the same folder can be given every night. A run that was interrupted is continued by the"
                    + " next."
        },
        footer = {
            "",
            "Ends with 0 when all is well, 1 when the night failed, 3 when nothing could be read,",
            "4 when too much is missing for a verdict.",
            "Example: dmatape nightly /srv/recordings --store /srv/lab"
        },
        mixinStandardHelpOptions = true)
public final class NightlyCommand implements Callable<Integer> {

    private static final long BYTES_PER_JOB = 1L << 30;

    private final Session session;

    @Parameters(
            paramLabel = "FOLDER",
            arity = "0..1",
            description = "Where the recordings are; without it the night is judged by what the store has.")
    private @Nullable Path folder;

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
            description =
                    "What their databases may take together, e.g. 4GiB; what does not fit goes to the store's disk"
                            + " (default: 60 %% of the machine's memory, at most 6GiB).")
    private @Nullable String memory;

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
            names = "--accept",
            arity = "2",
            paramLabel = "SCENARIO METRIC",
            hideParamSyntax = true,
            description =
                    "A change of this metric is wanted: nights before it are no baseline any more. The new baseline"
                            + " begins with the night from which on the metric is different, or else with the judged one.")
    private @Nullable List<String> accept;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for --accept; kept in the store.")
    private @Nullable String reason;

    @Mixin
    private JudgementOptions judgement;

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
        Path recordings = folder;
        if (recordings != null && !Files.isDirectory(recordings)) {
            throw new UsageException(recordings + " is not a folder");
        }
        if ((accept == null) != (reason == null)) {
            throw new UsageException("--accept SCENARIO METRIC and --reason TEXT belong together");
        }
        judgement.check();
        LabConfiguration lab = config == null ? LabConfiguration.defaults() : ConfigurationFile.read(config);
        IngestOptions options = options(lab);
        StoreLayout layout = recordings == null ? StoreCommand.existing(store) : new StoreLayout(store);
        try (LabStore opened = LabStore.openForWriting(layout, options.program())) {
            if (recordings != null) {
                IngestReport report = takeIn(recordings, opened, options);
                if (isNothingReadable(report)) {
                    return ExitCode.UNREADABLE.number();
                }
            }
            return judge(opened, lab, options.memoryBytes()).number();
        }
    }

    private IngestReport takeIn(Path recordings, LabStore opened, IngestOptions options) throws IOException {
        IngestMessages messages = new IngestMessages(session, quiet);
        opened.died().ifPresent(messages::tookOver);
        IngestReport report;
        try (ProgressLine progress = new ProgressLine(session, quiet, "taking in")) {
            report = new Ingest(
                            opened,
                            new RecordingReader(store, options.program()),
                            options,
                            (name, done, total) -> progress.show(done + " of " + total + "  " + name))
                    .run(recordings);
        }
        messages.tell(report);
        return report;
    }

    private ExitCode judge(LabStore opened, LabConfiguration lab, long memoryBytes) throws IOException {
        NightJudge judge = new NightJudge(lab.judgement());
        LabHistory history = opened.history();
        LocalDate judged = Optional.ofNullable(night)
                .orElseGet(() -> history.latestNight()
                        .orElseThrow(() -> new UsageException("the store " + store + " has no night to judge")));
        if (night == null && judged.isAfter(LocalDate.now(lab.zone()).plusDays(1))) {
            session.messages()
                    .println("dmatape: the newest night, " + judged
                            + ", is yet to come: the clock of this machine or of the"
                            + " one that recorded it is wrong; --night DATE judges another");
        }
        if (accept != null && reason != null) {
            accept(opened, judge.judge(judged, history), accept.get(0), accept.get(1), reason);
        }
        LabHistory accepted = accept == null ? history : opened.history();
        return judgement.tell(
                judge.judge(judged, accepted),
                opened.captures().inputs(),
                DatabaseOptions.defaults().withMemoryLimitBytes(memoryBytes),
                session);
    }

    private static void accept(LabStore opened, NightJudgement judged, String scenario, String metric, String why) {
        boolean isKnown = judged.scenarios().stream()
                .filter(one -> one.scenario().equals(scenario))
                .flatMap(one -> one.metrics().stream())
                .anyMatch(one -> one.series().metric().name().equals(metric));
        if (!isKnown) {
            throw new UsageException("--accept: scenario '" + scenario + "' has no metric '" + metric
                    + "' in the night of " + judged.night());
        }
        opened.baselines()
                .accept(new Baselines.Acceptance(
                        scenario,
                        Optional.empty(),
                        metric,
                        judged.differentSince(scenario, metric).orElse(judged.night()),
                        why,
                        System.getProperty("user.name", "unknown"),
                        Instant.now()));
    }

    private IngestOptions options(LabConfiguration lab) {
        int processors = Runtime.getRuntime().availableProcessors();
        long memoryBytes =
                memory == null ? DatabaseOptions.defaults().memoryLimitBytes() : Quantity.bytes("--memory", memory);
        long most = memoryBytes / IngestOptions.LEAST_BYTES_PER_JOB;
        if (most < 1 || (jobs != null && (jobs < 1 || jobs > most))) {
            throw new UsageException("--jobs and --memory: each job needs " + (IngestOptions.LEAST_BYTES_PER_JOB >> 20)
                    + "M, and there must be at least one");
        }
        long suggested = Math.clamp(memoryBytes / BYTES_PER_JOB, 1, processors);
        return new IngestOptions(
                jobs == null ? (int) suggested : jobs,
                memoryBytes,
                processors,
                retry,
                new PlaceRules(lab.scenarios(), Optional.ofNullable(night), lab.zone()),
                lab.ignoredFacts(),
                "dmatape " + Version.number());
    }

    private static boolean isNothingReadable(IngestReport report) {
        boolean nothing = report.taken().isEmpty() && report.known().isEmpty();
        boolean failed = !report.broken().isEmpty()
                || !report.postponed().isEmpty()
                || !report.stillBroken().isEmpty();
        return nothing && failed;
    }
}
