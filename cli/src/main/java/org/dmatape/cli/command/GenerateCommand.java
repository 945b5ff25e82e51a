// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.command;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.dmatape.cli.ExitCode;
import org.dmatape.cli.generate.GeneratorArguments;
import org.dmatape.cli.output.ProgressLine;
import org.dmatape.cli.session.Session;
import org.dmatape.samples.generate.GeneratedTruth;
import org.dmatape.samples.generate.GeneratorOptions;
import org.dmatape.samples.generate.TraceGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `dmatape generate`.
@Command(
        name = "generate",
        description = {
            "Write a synthetic trace.dat with healthy traffic and bugs at known counts, and print what is true of it as JSON."
        },
        footer = {"", "Example: dmatape generate --events 100000 --bug double-map=3,leaked-map=4 -o x.dat > truth.json"
        },
        mixinStandardHelpOptions = true)
public final class GenerateCommand implements Callable<Integer> {

    private final Session session;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "X.dat",
            description = "The trace.dat to write; replaced when it exists.")
    private Path file;

    @Mixin
    private GeneratorArguments arguments;

    @Option(
            names = {"-q", "--quiet"},
            description = "No progress on standard error.")
    private boolean quiet;

    /// Prints the truth to the session's data.
    public GenerateCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        GeneratorOptions options = arguments.options();
        GeneratedTruth truth;
        try (ProgressLine progress = new ProgressLine(session, quiet, "generating " + file)) {
            truth = TraceGenerator.generate(
                    options, file, (events, total) -> progress.update(events, (double) events / total));
        }
        try (Writer out = session.dataText()) {
            out.write(truth.toJson() + "\n");
        }
        return ExitCode.DONE.number();
    }
}
