// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.dmatape.capture.host.HostSurvey;
import org.dmatape.capture.host.KernelLogFollower;
import org.dmatape.capture.host.KernelLogRecord;
import org.dmatape.capture.instrument.InstrumentationPlan;
import org.dmatape.capture.instrument.InstrumentationPlanner;
import org.dmatape.capture.instrument.KernelFiles;
import org.dmatape.capture.instrument.KernelSurvey;
import org.dmatape.capture.live.RawRecorder;
import org.dmatape.capture.live.RecordListener;
import org.dmatape.capture.live.RecordRequest;
import org.dmatape.capture.live.RecordSummary;
import org.dmatape.capture.live.Recorder;
import org.dmatape.cli.ExitCode;
import org.dmatape.cli.Version;
import org.dmatape.cli.record.LiveView;
import org.dmatape.cli.record.RecordChoice;
import org.dmatape.cli.record.RecordReport;
import org.dmatape.cli.record.StopSignals;
import org.dmatape.cli.record.WrittenTapes;
import org.dmatape.cli.session.Session;
import org.dmatape.cli.session.UsageException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `dmatape record`.
@Command(
        name = "record",
        description = {
            "Record the running kernel.",
            "Records until Ctrl-C, or while COMMAND runs, whose exit status is then that of dmatape. Needs root. What is made"
                    + " in the kernel for the recording is removed when it ends, however it ends; after a kill -9 the next"
                    + " recording, or --cleanup, does it."
        },
        footer = {"", "Example: dmatape record -o night.tape -- fio job.fio"},
        mixinStandardHelpOptions = true)
public final class RecordCommand implements Callable<Integer> {

    /// Writes the recent past, as it does for perf record --switch-output.
    private static final String WRITE_SIGNAL = "USR2";

    private final Session session;

    @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "Run this while recording (write it behind --).")
    private List<String> command = new ArrayList<>();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "X.tape",
            description = "The tape to make. It can be read while it grows.")
    private @Nullable Path tape;

    @Option(names = "--overwrite", description = "Replace the tape if it exists.")
    private boolean overwrite;

    @Mixin
    private RecordChoice choice;

    @Option(
            names = "--raw",
            description = "Decode nothing: -o names a trace.dat, made when the recording ends, for 'dmatape import'.")
    private boolean raw;

    @Option(names = "--dry-run", description = "Print what would be written to tracefs, and do nothing.")
    private boolean dryRun;

    @Option(names = "--cleanup", description = "Remove what killed recordings left in tracefs, and do nothing else.")
    private boolean cleanup;

    @Option(names = "--fail-on-loss", description = "Exit with 4 when events were lost.")
    private boolean failOnLoss;

    @Option(
            names = {"-q", "--quiet"},
            description = "No live view and no summary on standard error.")
    private boolean quiet;

    /// Tells the session how it goes.
    public RecordCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        if (cleanup) {
            List<String> removed = Recorder.cleanUp();
            removed.forEach(name -> session.messages().println("removed " + name));
            if (removed.isEmpty()) {
                session.messages().println("nothing was left in tracefs");
            }
            return ExitCode.DONE.number();
        }
        RecordRequest request = request();
        request.plan().unrecorded().stream()
                .filter(left -> left.what().equals(InstrumentationPlan.STACK_NAMES))
                .forEach(left -> session.messages().println("not recorded: " + left.what() + ": " + left.reason()));
        if (dryRun) {
            try (var out = session.dataText()) {
                for (String line : new Recorder(request, RecordListener.NONE).describe()) {
                    out.write(line + "\n");
                }
            }
            return ExitCode.DONE.number();
        }
        RecordSummary summary = record(request);
        if (!quiet) {
            RecordReport.lines(summary).forEach(session.messages()::println);
        }
        boolean lost = summary.losses().spans() > 0;
        return failOnLoss && lost
                ? ExitCode.INCONCLUSIVE.number()
                : summary.commandStatus().orElse(ExitCode.DONE.number());
    }

    private RecordSummary record(RecordRequest request) {
        if (raw) {
            RawRecorder recorder = new RawRecorder(request);
            try (StopSignals _ = StopSignals.onEnd(recorder::stop)) {
                return recorder.run();
            }
        }
        if (quiet || !session.messagesOnTerminal()) {
            return record(new Recorder(request, quiet ? RecordListener.NONE : new WrittenTapes(session)));
        }
        try (LiveView view = new LiveView(session)) {
            return record(new Recorder(request, view));
        }
    }

    private static RecordSummary record(Recorder recorder) {
        try (StopSignals _ = StopSignals.onEnd(recorder::stop).on(WRITE_SIGNAL, recorder::write)) {
            return recorder.run();
        }
    }

    private RecordRequest request() {
        if (raw && choice.flight().isPresent()) {
            throw new UsageException("--raw and --last: what is not decoded cannot be kept in part; leave one out");
        }
        if (tape == null && !dryRun) {
            throw new UsageException("say with -o where the tape goes, e.g. -o night.tape");
        }
        KernelFiles files = KernelFiles.ofRunningKernel();
        for (String device : choice.instrumentation().devices()) {
            if (!files.hasDevice(device)) {
                throw new UsageException("--device " + device + ": this machine has no such device; see"
                        + " /sys/bus/pci/devices and /sys/bus/virtio/devices");
            }
        }
        InstrumentationPlan plan =
                InstrumentationPlanner.plan(KernelSurvey.of(files, choice.instrumentation()), choice.instrumentation());
        if (plan.events().isEmpty()) {
            throw new UsageException("nothing of what was asked for can be recorded on this kernel");
        }
        return new RecordRequest(
                plan,
                tape == null ? Path.of("none.tape") : tape,
                overwrite,
                choice.flushInterval(),
                choice.buffers(),
                choice.rotation(),
                choice.flight(),
                HostSurvey.of(files, kernelLog()),
                command,
                "dmatape " + Version.number());
    }

    private static List<String> kernelLog() {
        try (KernelLogFollower log = KernelLogFollower.open(KernelLogFollower.KMSG)) {
            return log.takeNew().stream().map(KernelLogRecord::line).toList();
        }
    }
}
