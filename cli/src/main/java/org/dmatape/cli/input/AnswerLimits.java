// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.input;

import java.util.Optional;
import org.dmatape.analyze.AnalysisException;
import org.dmatape.analyze.AnalysisException.Kind;
import org.dmatape.analyze.database.DatabaseOptions;
import org.dmatape.analyze.database.TapeDatabase;
import org.dmatape.cli.ExitCode;
import org.dmatape.cli.output.TerminalText;
import org.dmatape.cli.record.Quantity;
import org.dmatape.cli.session.Session;
import org.dmatape.cli.session.UsageException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What an answer may take.
public final class AnswerLimits {

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description = "End an answer that takes longer, e.g. 30s or 5min; the exit code is then 4.")
    private @Nullable String timeout;

    /// Options of a database with these limits.
    public DatabaseOptions on(DatabaseOptions options) {
        return timeout == null ? options : options.withTimeout(Optional.of(Quantity.time("--timeout", timeout)));
    }

    /// Refuses a limit where none is kept.
    ///
    /// @throws UsageException when there is one
    public void requireNone() {
        if (timeout != null) {
            throw new UsageException("--timeout is for a tape; with --store nothing keeps it");
        }
    }

    /// Ends the whole program when an answer goes beyond a limit and does not listen.
    public static void enforce(TapeDatabase database, Session session) {
        database.onUnstoppable(reason -> {
            session.messages()
                    .println("dmatape: " + TerminalText.visibleLines(String.valueOf(reason.getMessage()))
                            + "; it could not be ended alone, so dmatape ends");
            session.messages().flush();
            System.exit(exitCode(reason).number());
        });
    }

    private static ExitCode exitCode(AnalysisException reason) {
        return reason.kind() == Kind.TIMEOUT ? ExitCode.INCONCLUSIVE : ExitCode.UNREADABLE;
    }
}
