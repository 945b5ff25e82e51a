// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.dmatape.cli.ExitCode;
import org.dmatape.cli.info.TapeInfo;
import org.dmatape.cli.input.InputOptions;
import org.dmatape.cli.input.TapeInputs;
import org.dmatape.cli.session.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `dmatape info`.
@Command(
        name = "info",
        description = {
            "Say what is on a tape, and what is missing from it: sources, clocks, devices, every kind of event and what it"
                    + " became, rows per table, lost events."
        },
        mixinStandardHelpOptions = true)
public final class InfoCommand implements Callable<Integer> {

    /// Info is several tables, so not every format can hold it.
    public enum Format {
        /// Text.
        TABLE,
        /// One object, schema `dmatape.info/1`.
        JSON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Session session;

    @Parameters(paramLabel = "TAPE|RECORDING", description = "A tape, or a recording to be imported on the fly.")
    private Path input;

    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            description = "table or json (default: ${DEFAULT-VALUE}).")
    private Format format = Format.TABLE;

    @Mixin
    private InputOptions inputOptions;

    /// Prints to the session's data.
    public InfoCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        try (TapeInputs inputs = new TapeInputs(session, inputOptions)) {
            TapeInfo info = new TapeInfo(inputs.open(input), session);
            switch (format) {
                case TABLE -> info.writeText();
                case JSON -> info.writeJson();
            }
        }
        return ExitCode.DONE.number();
    }
}
