// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.dmatape.analyze.database.NamedTape;
import org.dmatape.cli.ExitCode;
import org.dmatape.cli.Version;
import org.dmatape.cli.filter.TapeExtent;
import org.dmatape.cli.filter.TapeTime;
import org.dmatape.cli.input.InputOptions;
import org.dmatape.cli.input.TapeInputs;
import org.dmatape.cli.output.TerminalText;
import org.dmatape.cli.session.Session;
import org.dmatape.cli.session.UsageException;
import org.dmatape.format.cut.TapeCut;
import org.dmatape.format.cut.TimeWindow;
import org.dmatape.format.manifest.Manifest;
import org.dmatape.format.manifest.TableInfo;
import org.dmatape.format.write.TapeWriterOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `dmatape cut`.
@Command(
        name = "cut",
        description = {
            "Make a small tape of what happened in a window of a large one.",
            "Events keep their numbers and times. Mappings from before the window are of unknown origin to the cut, as in a"
                    + " recording that began then."
        },
        footer = {"", "Example: dmatape cut night.tape --from 1.5s --to 1.6s -o for-the-mail.tape"},
        mixinStandardHelpOptions = true)
public final class CutCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(
            index = "0",
            paramLabel = "TAPE|RECORDING",
            description = "A tape, or a recording to be imported on the fly.")
    private Path input;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "X.tape",
            description = "The tape to make. It gets its name only when it is whole.")
    private Path output;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "From this time on: a ts_ns of the tape, or with a unit (20ms, 1.5s) counted from its first"
                    + " event.")
    private @Nullable TapeTime from;

    @Option(names = "--to", paramLabel = "TIME", description = "Up to this time.")
    private @Nullable TapeTime to;

    @Option(names = "--overwrite", description = "Replace the tape if it exists.")
    private boolean overwrite;

    @Mixin
    private InputOptions inputOptions;

    /// Tells the session what was kept.
    public CutCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        if (from == null && to == null) {
            throw new UsageException("neither --from nor --to: the cut would be the whole tape");
        }
        TapeWriterOptions options =
                TapeWriterOptions.defaults().withOverwrite(overwrite).withCreatedBy("dmatape " + Version.number());
        try (TapeInputs inputs = new TapeInputs(session, inputOptions)) {
            NamedTape tape = inputs.open(input);
            TimeWindow window = window(new TapeExtent(tape.tape()));
            Manifest cut = TapeCut.cut(tape.tape(), tape.name(), window, output, options);
            if (!inputOptions.quiet()) {
                session.messages()
                        .println(String.format(
                                Locale.ROOT,
                                "%s: %,d of %,d rows",
                                TerminalText.visible(output.toString()),
                                rows(cut),
                                rows(tape.tape().manifest())));
            }
        }
        return ExitCode.DONE.number();
    }

    private TimeWindow window(TapeExtent extent) {
        OptionalLong fromNs = extent.sinceStartNs(from);
        OptionalLong toNs = extent.sinceStartNs(to);
        extent.requirePart(fromNs, toNs);
        long firstNs = extent.firstNs();
        return new TimeWindow(
                fromNs.isPresent() ? firstNs + fromNs.getAsLong() : Long.MIN_VALUE,
                toNs.isPresent() ? firstNs + Math.min(toNs.getAsLong(), Long.MAX_VALUE - firstNs) : Long.MAX_VALUE);
    }

    private static long rows(Manifest manifest) {
        return manifest.tables().stream().mapToLong(TableInfo::rows).sum();
    }
}
