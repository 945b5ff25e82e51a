// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.output;

import java.util.Optional;
import org.dmatape.cli.session.Session;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The format rows come out in.
public final class OutputOptions {

    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            description = "table, json, jsonl, csv or arrow (default: table on a terminal, csv otherwise).")
    private @Nullable OutputFormat format;

    /// What the user asked for, or what suits where the data goes.
    public OutputFormat format(Session session) {
        return Optional.ofNullable(format).orElse(session.dataOnTerminal() ? OutputFormat.TABLE : OutputFormat.CSV);
    }
}
