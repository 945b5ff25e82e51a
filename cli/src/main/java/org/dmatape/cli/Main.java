// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli;

import java.io.IOException;
import java.util.Arrays;
import org.dmatape.cli.session.Session;
import picocli.CommandLine;

/// The program.
public final class Main {

    private Main() {}

    /// The entry point of the process; its exit code is the number of an {@link ExitCode}.
    public static void main(String[] args) throws IOException {
        if (StartTraining.isRequested()) {
            StartTraining.run();
            return;
        }
        Session session = Session.ofProcess();
        Thread.setDefaultUncaughtExceptionHandler(new UncaughtFailures(new Failures(session, Arrays.asList(args))));
        System.exit(run(args, session));
    }

    /// Runs one command line to its end.
    ///
    /// @return the number of an {@link ExitCode}
    public static int run(String[] args, Session session) {
        Failures failures = new Failures(session, Arrays.asList(args));
        try {
            CommandLine commandLine = CommandLines.of(session, failures, args);
            int exitCode = commandLine.execute(args);
            FittedHint.tell(commandLine, session);
            return exitCode;
        } catch (Throwable failure) {
            // picocli hands over exceptions; what comes here is an Error, or a defect in the handling itself
            return failures.handle(failure).number();
        } finally {
            session.messages().flush();
        }
    }
}
