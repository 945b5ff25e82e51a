// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.input;

import java.util.Optional;
import org.dmatape.analyze.AnalysisException;
import org.dmatape.analyze.AnalysisException.Kind;
import org.dmatape.analyze.database.DatabaseOptions;
import org.dmatape.analyze.database.NamedTape;
import org.dmatape.analyze.database.SqlDatabase;
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

    /// Opens a tape, of which nothing is answered beyond these limits.
    ///
    /// @throws UsageException as [#on]
    public TapeDatabase open(NamedTape tape, Session session) {
        return open(tape, on(DatabaseOptions.defaults()), session);
    }

    /// Opens a tape, of which nothing is answered beyond the limits among the options.
    public static TapeDatabase open(NamedTape tape, DatabaseOptions options, Session session) {
        TapeDatabase database = TapeDatabase.open(tape, options);
        enforce(database, session);
        return database;
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
