// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.command;

import java.io.IOException;
import java.io.Writer;
import java.util.concurrent.Callable;
import org.dmatape.cli.ExitCode;
import org.dmatape.cli.Version;
import org.dmatape.cli.session.Session;
import picocli.CommandLine.Command;

/// `dmatape version`.
@Command(
        name = "version",
        mixinStandardHelpOptions = true,
        description = "Print the version of dmatape and of the Java it runs on.")
public final class VersionCommand implements Callable<Integer> {

    private final Session session;

    /// Prints to the session's data.
    public VersionCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        try (Writer out = session.dataText()) {
            out.write(Version.line() + "\n");
        }
        return ExitCode.DONE.number();
    }
}
