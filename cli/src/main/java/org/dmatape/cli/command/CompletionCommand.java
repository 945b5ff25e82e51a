// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.command;

import java.io.IOException;
import java.io.Writer;
import java.util.concurrent.Callable;
import org.dmatape.cli.ExitCode;
import org.dmatape.cli.session.Session;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `dmatape completion`.
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = {
            "Print the shell completion, for bash and for zsh.",
            "To use it at once: source <(dmatape completion)"
        })
public final class CompletionCommand implements Callable<Integer> {

    private final Session session;

    @Spec
    private CommandSpec spec;

    /// Prints to the session's data.
    public CompletionCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        CommandSpec root = spec.root();
        try (Writer out = session.dataText()) {
            out.write(AutoComplete.bash(root.name(), root.commandLine()));
        }
        return ExitCode.DONE.number();
    }
}
