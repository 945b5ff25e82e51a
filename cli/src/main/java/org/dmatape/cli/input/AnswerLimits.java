// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.input;

import java.util.Optional;
import org.dmatape.analyze.AnalysisException;
import org.dmatape.analyze.AnalysisException.Kind;
import org.dmatape.analyze.database.DatabaseOptions;
import org.dmatape.analyze.database.SqlDatabase;
import org.dmatape.cli.ExitCode;
import org.dmatape.cli.output.TerminalText;
import org.dmatape.cli.record.Quantity;
import org.dmatape.cli.session.Session;
import org.dmatape.cli.session.UsageException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What an answer may take.
public final class AnswerLimits {

    private static final int MIB_BITS = 20;

    /// With less, tables of a small tape cannot be loaded.
    private static final long LEAST_MEMORY_BYTES = 64L << MIB_BITS;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description = "End an answer that takes longer, e.g. 30s or 5min; the exit code is then 4.")
    private @Nullable String timeout;

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            description =
                    "What the database may take in memory, e.g. 8GiB; what does not fit goes to the temporary folder"
                            + " (default: 60 %% of the machine's memory, at most 6GiB).")
    private @Nullable String memory;

    /// Options of a database with these limits.
    ///
    /// @throws UsageException when a limit is none, or too small to work with
    public DatabaseOptions on(DatabaseOptions options) {
        DatabaseOptions timed =
                timeout == null ? options : options.withTimeout(Optional.of(Quantity.time("--timeout", timeout)));
        return memory == null ? timed : timed.withMemoryLimitBytes(memoryBytes(memory));
    }

    private static long memoryBytes(String memory) {
        long bytes = Quantity.bytes("--memory", memory);
        if (bytes < LEAST_MEMORY_BYTES) {
            throw new UsageException("--memory " + memory + ": at least " + (LEAST_MEMORY_BYTES >> MIB_BITS)
                    + "MiB are needed to load a tape");
        }
        return bytes;
    }

    /// Ends the whole program when an answer goes beyond a limit and does not listen.
    public static void enforce(SqlDatabase database, Session session) {
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
