// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.command;

import java.util.concurrent.Callable;
import org.dmatape.cli.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// What stands before every subcommand.
@Command(
        name = "dmatape",
        description = {
            "Reads recordings of a kernel's DMA mappings and virtqueues, and says what was wrong and what it cost.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Exit codes: 0 done, 1 findings, 2 usage, 3 unreadable input, 4 inconclusive, 5 internal error.",
            "New here? Start with 'dmatape demo'."
        })
public final class RootCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
