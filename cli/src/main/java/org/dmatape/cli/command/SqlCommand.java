// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.dmatape.analyze.database.DatabaseOptions;
import org.dmatape.analyze.database.DatabaseOptions.Access;
import org.dmatape.analyze.database.NamedTape;
import org.dmatape.analyze.database.TapeDatabase;
import org.dmatape.cli.ExitCode;
import org.dmatape.cli.input.AnswerLimits;
import org.dmatape.cli.input.InputOptions;
import org.dmatape.cli.input.PipedInputs;
import org.dmatape.cli.input.TapeInputs;
import org.dmatape.cli.lab.SelectionOptions;
import org.dmatape.cli.output.OutputOptions;
import org.dmatape.cli.output.ProgressLine;
import org.dmatape.cli.session.Session;
import org.dmatape.cli.session.UsageException;
import org.dmatape.cli.shell.ShellSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `dmatape sql`.
@Command(
        name = "sql",
        description = "Explore a tape, or the captures of a lab store, in an interactive SQL shell.",
        footer = {
            "",
            "'.help' in the shell lists its commands. Where standard input is no terminal, statements are read"
                    + " from it, and the first mistake ends the run with exit code 2."
        },
        mixinStandardHelpOptions = true)
public final class SqlCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "TAPE|RECORDING",
            description = "A tape, or a recording to be imported on the fly; left out with --store.")
    private @Nullable Path input;

    @Mixin
    private SelectionOptions selection;

    @Option(
            names = "--database",
            paramLabel = "FILE",
            description = "Keep the loaded tape as this DuckDB file, which DuckDB 1.4 and later open without dmatape.")
    private @Nullable Path database;

    @Option(names = "--overwrite", description = "Replace that file when it exists.")
    private boolean overwrite;

    @Option(
            names = "--unsafe",
            description = "Let the SQL read and write files, load extensions and change settings, which it may not"
                    + " otherwise.")
    private boolean unsafe;

    @Mixin
    private OutputOptions output;

    @Mixin
    private InputOptions inputOptions;

    @Mixin
    private AnswerLimits limits;

    /// Reads and prints through the session.
    public SqlCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        DatabaseOptions options =
                limits.on(DatabaseOptions.defaults().withAccess(unsafe ? Access.EVERYTHING : Access.TAPE_ONLY));
        if (selection.isStore()) {
            return ofStore(options).number();
        }
        if (input == null) {
            throw new UsageException("sql takes a tape or a recording, or --store with a lab store");
        }
        if (PipedInputs.isStandardInput(input)) {
            throw new UsageException("sql reads statements from standard input: name the tape or the recording,"
                    + " or answer one statement with query - --sql");
        }
        if (database != null && Files.exists(database) && !overwrite) {
            throw new UsageException(database + " exists already; --overwrite replaces it");
        }
        try (TapeInputs inputs = new TapeInputs(session, inputOptions)) {
            NamedTape tape = inputs.open(input);
            if (database == null) {
                try (TapeDatabase memory = TapeDatabase.open(tape, options)) {
                    AnswerLimits.enforce(memory, session);
                    ShellSession.run(memory, output.format(session), session);
                }
            } else {
                runKept(tape, options, database);
            }
        }
        return ExitCode.DONE.number();
    }

    private ExitCode ofStore(DatabaseOptions options) throws IOException {
        if (input != null || database != null) {
            throw new UsageException(
                    "with --store there is neither a tape nor --database: " + (input != null ? input : database));
        }
        return selection.ask(options, session, inputOptions.quiet(), store -> {
            ShellSession.run(store, output.format(session), session);
            return ExitCode.DONE;
        });
    }

    /// What was loaded only in part is of no use to anybody: it goes away again.
    private void runKept(NamedTape tape, DatabaseOptions options, Path file) throws IOException {
        try (KeptDatabase unfinished = KeptDatabase.of(file);
                TapeDatabase kept = TapeDatabase.open(tape, options.withKeptFile(unfinished.unfinished()))) {
            AnswerLimits.enforce(kept, session);
            try (ProgressLine progress = new ProgressLine(session, inputOptions.quiet(), "loading " + tape.name())) {
                progress.show("into " + file);
                kept.loadEverything();
                kept.writeOut();
            }
            unfinished.keep();
            ShellSession.run(kept, output.format(session), session);
        }
    }
}
