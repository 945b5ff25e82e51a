// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.dmatape.cli.ExitCode;
import org.dmatape.cli.demo.Demo;
import org.dmatape.cli.session.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `dmatape demo`.
@Command(
        name = "demo",
        description = "Import, check and measure the recording that comes with dmatape: what to run first.",
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {

    private final Session session;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "X.tape",
            description = "The tape to make (default: ${DEFAULT-VALUE}).")
    private Path tape = Path.of("bugs-612.tape");

    @Option(
            names = {"-q", "--quiet"},
            description = "No progress on standard error.")
    private boolean quiet;

    /// Prints to the session's data.
    public DemoCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        new Demo(session, tape).run(quiet);
        return ExitCode.DONE.number();
    }
}
