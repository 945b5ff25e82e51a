// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.dmatape.analyze.database.NamedTape;
import org.dmatape.cli.ExitCode;
import org.dmatape.cli.input.InputOptions;
import org.dmatape.cli.input.TapeInputs;
import org.dmatape.cli.output.OutputFormat;
import org.dmatape.cli.replay.CalibrationOutput;
import org.dmatape.cli.replay.PartOptions;
import org.dmatape.cli.replay.PolicyChoice;
import org.dmatape.cli.replay.PolicyOutput;
import org.dmatape.cli.replay.ReplayOutput;
import org.dmatape.cli.replay.ReplayPlan;
import org.dmatape.cli.replay.hardware.HardwareOutput;
import org.dmatape.cli.session.Session;
import org.dmatape.cli.session.UsageException;
import org.dmatape.replay.hardware.HardwareReport;
import org.dmatape.replay.hardware.PciAddress;
import org.dmatape.replay.model.Severity;
import org.dmatape.replay.policy.PolicyReport;
import org.dmatape.replay.run.ReplayOptions;
import org.dmatape.replay.run.ReplaySummary;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `dmatape replay`.
@Command(
        name = "replay",
        description = {
            "Execute a tape step by step against a model of the DMA API, an IOMMU and virtqueues, and say where it"
                    + " cannot be followed.",
            "Ends with 0 when the model could follow, 1 when a divergence is an error, 4 when there is none but"
                    + " events were lost.",
            "With --policy: what the same operations would have cost had the platform mapped, bounced or passed them on"
                    + " otherwise.",
            "With --onto: the recorded mappings made once more in a real IOMMU, and what that takes; 1 when it refused"
                    + " some."
        },
        footer = {
            "",
            "Divergences have the names and meanings of the checks; 'dmatape queries show NAME' says what one means."
        },
        mixinStandardHelpOptions = true)
public final class ReplayCommand implements Callable<Integer> {

    private static final int MAX_LOOPS = 1_000_000;

    private final Session session;

    @Parameters(
            arity = "1..*",
            paramLabel = "TAPE|RECORDING",
            description = "A tape, or a recording to be imported on the fly; several with --calibrate.")
    private List<Path> inputs = new ArrayList<>();

    @Mixin
    private PartOptions part;

    @Mixin
    private PolicyChoice policy;

    @Option(
            names = "--calibrate",
            description =
                    "Derive what operations cost from the durations on these tapes, and write it as JSON. A strict and"
                            + " a lazy tape together tell what an invalidation takes, a bounced one what copying does.")
    private boolean calibrate;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "With --calibrate: the file to write (default: standard output).")
    private @Nullable Path output;

    @Option(
            names = "--onto",
            paramLabel = "PCI_ADDRESS",
            description = "Make the recorded maps and unmaps of one device once more in the IOMMU of this PCI device of"
                    + " this machine, which vfio-pci drives, and measure what they take (root; with --device, --speed,"
                    + " --dry-run).")
    private @Nullable PciAddress onto;

    @Option(names = "--loop", paramLabel = "N", description = "Replay N times (default: ${DEFAULT-VALUE}).")
    private int loop = 1;

    @Option(names = "--dry-run", description = "Say what would be replayed, and how long it would take.")
    private boolean dryRun;

    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            description = "table, json, jsonl, csv or arrow (default: ${DEFAULT-VALUE}). The last three are a row per"
                    + " divergence, or per step with --steps, written as it happens.")
    private OutputFormat format = OutputFormat.TABLE;

    @Mixin
    private InputOptions inputOptions;

    /// Prints to the session's data.
    public ReplayCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        requireConsistent();
        try (TapeInputs tapes = new TapeInputs(session, inputOptions)) {
            if (calibrate) {
                new CalibrationOutput(session, inputOptions.quiet()).write(tapes, inputs, policy, output);
                return ExitCode.DONE.number();
            }
            NamedTape tape = tapes.open(inputs.getFirst());
            ReplayOptions options = part.on(tape.tape());
            if (policy.isAsked()) {
                PolicyReport report = new PolicyOutput(session, format, inputOptions.quiet())
                        .replay(tape, options.shown().device(), policy);
                return (report.lossSpans() > 0 ? ExitCode.INCONCLUSIVE : ExitCode.DONE).number();
            }
            if (onto != null) {
                return replayOnto(onto, tape, options).number();
            }
            if (dryRun) {
                ReplayPlan.of(tape.tape(), options).write(session);
                return ExitCode.DONE.number();
            }
            ReplayOutput replays = new ReplayOutput(session, format, inputOptions.quiet());
            ExitCode worst = ExitCode.DONE;
            for (int turn = 0; turn < loop; turn++) {
                ExitCode code = exitCode(replays.replay(tape, options));
                worst = code == ExitCode.DONE ? worst : code;
            }
            return worst.number();
        }
    }

    private ExitCode replayOnto(PciAddress target, NamedTape tape, ReplayOptions options) throws IOException {
        HardwareOutput hardware = new HardwareOutput(session, format, inputOptions.quiet());
        Optional<String> device = options.shown().device();
        HardwareReport planned = hardware.survey(tape, device);
        if (dryRun) {
            hardware.write(tape.name(), target.text(), planned, false);
            return exitCode(planned);
        }
        return exitCode(hardware.replay(
                tape, device, options.speed(), target, planned.extent().largestRangeBytes()));
    }

    private static ExitCode exitCode(HardwareReport report) {
        if (report.refused() > 0) {
            return ExitCode.FINDINGS;
        }
        return report.lossSpans() > 0 ? ExitCode.INCONCLUSIVE : ExitCode.DONE;
    }

    private void requireConsistent() {
        if (onto != null && (calibrate || policy.isAsked() || part.choosesPart() || loop > 1)) {
            throw new UsageException("--onto makes all mappings of a device: of the other options only --device,"
                    + " --speed, --dry-run and --format go with it");
        }
        if (inputs.size() > 1 && !calibrate) {
            throw new UsageException("one tape is replayed at a time; several are for --calibrate");
        }
        if (calibrate && policy.isAsked()) {
            throw new UsageException("--calibrate writes what operations cost, --policy uses it: give one of them");
        }
        if (calibrate && format != OutputFormat.TABLE && format != OutputFormat.JSON) {
            throw new UsageException("--calibrate writes JSON, which --costs reads, and nothing else: --format "
                    + format.toString().toLowerCase(Locale.ROOT) + " does not go with it");
        }
        if (output != null && !calibrate) {
            throw new UsageException("--output is for --calibrate; everything else goes to standard output");
        }
        if (policy.isAsked() && (part.choosesSteps() || loop > 1 || dryRun)) {
            throw new UsageException("--policy runs the whole tape at once: of the options that choose a part only"
                    + " --device goes with it");
        }
        if (!policy.isAsked() && !calibrate && policy.isShaped()) {
            throw new UsageException("--costs and the sizes of queues, pools and caches are for --policy");
        }
        boolean rows = format != OutputFormat.TABLE && format != OutputFormat.JSON;
        if (part.tellsSteps() && !rows) {
            throw new UsageException("--steps needs a format of rows, not "
                    + format.toString().toLowerCase(Locale.ROOT) + ": jsonl, csv or arrow");
        }
        if (part.tellsStates() && rows) {
            throw new UsageException("--break and --at need --format table or json: a state is no row");
        }
        if (loop < 1 || loop > MAX_LOOPS) {
            throw new UsageException("--loop " + loop + ": expected a number from 1 to " + MAX_LOOPS);
        }
        if (loop > 1 && (format == OutputFormat.ARROW || format == OutputFormat.JSON)) {
            throw new UsageException("--loop needs --format table, jsonl or csv: " + format + " is one document");
        }
    }

    private static ExitCode exitCode(ReplaySummary summary) {
        if (summary.divergences(Severity.ERROR) > 0) {
            return ExitCode.FINDINGS;
        }
        return summary.lossSpans() > 0 ? ExitCode.INCONCLUSIVE : ExitCode.DONE;
    }
}
